import { everyGrant, statusOf } from "#emulator/services/license-manager/grants";

import { PRODUCT, UNIT } from "../../support/aws/grants";
import { ACCOUNT, REGION } from "../../support/emulator/emulated";
import type { SimulatedAws } from "../aws";
import type { Slot } from "../slots";
import { hasTags } from "./tags";

const place = { account: ACCOUNT, region: REGION };
const TAGS: readonly Readonly<Record<string, string>>[] = [{}, { team: "ml" }];
const GONE = ["DELETED", "PENDING_DELETE", "FAILED_WORKFLOW", "REJECTED"];

const live = (aws: SimulatedAws) =>
  everyGrant(aws.emulated).filter(
    (grant) => grant.grantor === ACCOUNT && !GONE.includes(statusOf(grant, { ...aws.emulated, ...place })),
  );
const nameOf = (variant: number): string => `grant ${variant % 2}`;

export const grants: readonly Slot[] = [
  {
    ...{ name: "grant", type: "ModelLicenseGrant", account: ACCOUNT, needs: ["command"], variants: 3 },
    // An agreement that is accepted anew gives another licence, and AWS ends the grants of the old one.
    endedBy: "CreateFoundationModelAgreement",
    args: (variant) => ({
      ...{ productId: PRODUCT, principal: UNIT, grantName: nameOf(variant) },
      ...{ tags: TAGS[variant % TAGS.length]! },
    }),
    objects: (aws) => live(aws).map(({ arn }) => arn),
    untrue: (aws, variant) => {
      const [found] = live(aws);
      if (found!.name !== nameOf(variant)) return `it is called ${found!.name}`;
      if (!hasTags(found!.tags, TAGS[variant % TAGS.length])) return "it has other tags";
      const status = statusOf(found!, { ...aws.emulated, ...place });
      return ["ACTIVE", "WORKFLOW_COMPLETED"].includes(status) ? undefined : `it is ${status}`;
    },
    edits: [
      { what: "deleted", do: ({ options }, arn) => options.incidents.grantDeleted(place, arn) },
      { what: "deactivated", do: ({ options }, arn) => options.incidents.grantDeactivated(place, arn) },
    ],
  },
];
