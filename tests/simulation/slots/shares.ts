import { isDeepStrictEqual } from "node:util";

import { associationTable, invitationTable, type Share, shareTable } from "#emulator/services/ram/records";

import {
  ACCOUNT,
  CUSTOM_MODEL,
  ENCRYPTED_MODEL,
  MEMBER,
  OUTSIDER,
  REGION,
} from "../../support/emulator/emulated";
import type { SimulatedAws } from "../aws";
import type { Slot } from "../slots";
import { FAR, FAR_MODEL } from "../world";
import { hasTags } from "./tags";

const UNIT = `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`;
interface Args {
  readonly region?: string;
  readonly name: string;
  readonly resourceArns: readonly string[];
  readonly principals: readonly string[];
  readonly allowExternalPrincipals?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  readonly deletionPolicy?: string;
}

/** With a member of the organization, and a unit of it. */
const inside = (name: string): Args[] => [
  { name, resourceArns: [CUSTOM_MODEL], principals: [MEMBER] },
  {
    name: `${name} wide`,
    resourceArns: [CUSTOM_MODEL, ENCRYPTED_MODEL],
    principals: [MEMBER],
    tags: { team: "ml" },
  },
  { name, resourceArns: [CUSTOM_MODEL], principals: [UNIT], tags: { team: "ops", stage: "prod" } },
  { name, resourceArns: [CUSTOM_MODEL], principals: [MEMBER, UNIT], deletionPolicy: "retain" },
];

/** The same in another Region. */
const far = (name: string): Args[] => [
  { name, region: FAR, resourceArns: [FAR_MODEL], principals: [MEMBER] },
  { name: `${name} wide`, region: FAR, resourceArns: [FAR_MODEL], principals: [MEMBER, UNIT] },
];

/** With an account outside, which is invited. */
const outside = (name: string): Args[] => [
  { name, resourceArns: [CUSTOM_MODEL], principals: [OUTSIDER], allowExternalPrincipals: true },
  { name, resourceArns: [ENCRYPTED_MODEL], principals: [OUTSIDER, MEMBER], allowExternalPrincipals: true },
];

function share(name: string, variants: readonly Args[]): Slot {
  const { region = REGION } = variants[0]!;
  const place = { account: ACCOUNT, region };
  const live = (aws: SimulatedAws): Share[] =>
    [...shareTable(aws.emulated.store).values()].filter(
      (one) => one.deletedAt === undefined && one.name.split(" ")[0] === name,
    );
  return {
    ...{ name, type: "CustomModelShare", account: ACCOUNT, needs: [], variants: variants.length },
    args: (variant) => ({ ...variants[variant % variants.length]! }),
    objects: (aws) => live(aws).map(({ arn }) => arn),
    untrue: (aws, variant, { arn }) => {
      const wanted = variants[variant % variants.length]!;
      const found = live(aws).find((one) => one.arn === arn);
      if (!found) return "the state has another ARN";
      const inIt = [...associationTable(aws.emulated.store).values()]
        .filter(({ shareArn, removedAt }) => shareArn === arn && removedAt === undefined)
        .map(({ entity }) => entity)
        .sort();
      const entities = [...wanted.resourceArns, ...wanted.principals].sort();
      if (!isDeepStrictEqual(inIt, entities)) return `in it are ${inIt.join(", ")}`;
      if (found.name !== wanted.name) return "it has another name";
      return hasTags(found.tags, wanted.tags) ? undefined : "it has other tags";
    },
    edits: [
      { what: "deleted", do: ({ options }, arn) => options.incidents.shareDeleted(place, arn) },
      {
        what: "renamed",
        do: ({ options }, arn) => options.incidents.shareChanged(place, arn, { name: `${name} by hand` }),
      },
      {
        what: "widened",
        do: ({ options }, arn) =>
          options.incidents.shareWidened(
            place,
            arn,
            region === FAR ? { principals: [UNIT] } : { resourceArns: [ENCRYPTED_MODEL] },
          ),
      },
    ],
  };
}

/** What the account outside has accepted, and sees. */
const acceptance: Slot = {
  ...{
    name: "acceptance",
    type: "CustomModelShareAcceptance",
    account: OUTSIDER,
    needs: ["gamma"],
    variants: 1,
  },
  stays: true,
  args: (_, outputs) => ({ shareArn: outputs("gamma")["resourceShareArn"] }),
  objects: (aws) =>
    [...invitationTable(aws.emulated.store).values()]
      .filter(({ shareArn, acceptedAt }) => {
        const deletedAt = shareTable(aws.emulated.store).get(shareArn)?.deletedAt;
        return acceptedAt !== undefined && deletedAt === undefined;
      })
      .map(({ shareArn }) => shareArn),
  edits: [],
};

export const shares: readonly Slot[] = [
  share("alpha", inside("alpha")),
  share("beta", inside("beta")),
  share("gamma", outside("gamma")),
  share("delta", far("delta")),
  acceptance,
];
