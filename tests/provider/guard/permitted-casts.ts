import { CreatePermissionCommand } from "@aws-sdk/client-ram";

import { CASTS, type Cast } from "../../flips/casts";
import { shownPolicy } from "../../support/aws/comprehend";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  ENCRYPTED_MODEL,
  MEMBER,
  RECOGNIZER,
  REGION,
} from "../../support/emulator/emulated";
import { licensedProduct, subscribe, UNIT } from "../../support/aws/grants";
import { ownersRam } from "../../support/aws/shares";
import type { Subject } from "../../support/tables/subjects";

const castOf = (wanted: string): Cast => CASTS.find(({ name }) => name === wanted)!;

/** A resource in circumstances in which it asks AWS for more. */
function variant(kind: string, when: string, scenarios: readonly string[], but: Partial<Subject>): Cast {
  const { subject, scenarios: all } = castOf(kind);
  return {
    name: `${kind} ${when}`,
    subject: { ...subject, ...but },
    scenarios: all.filter(({ name }) => scenarios.includes(name)),
  };
}

const tags = { team: "ml" };
const retagged = { tags: { stage: "prod" } };

/** Every resource, so that each call that it can make is made by one of them. */
export const PERMITTED: readonly Cast[] = [
  ...CASTS.filter(({ name, subject }) => name === subject.kind),
  castOf("ModelAgreement that cannot be paid"),
  castOf("ModelAgreement right after its form"),
  castOf("UseCaseSubmission of a member whose organization has filed"),
  variant("CustomModelShare", "whose keys are looked at", ["update"], {
    prepare: async () => ({
      ...{ name: "models", resourceArns: [CUSTOM_MODEL, ENCRYPTED_MODEL], principals: [MEMBER], tags },
      verifyKeyPolicies: true,
    }),
    change: retagged,
  }),
  variant("CustomModelShare", "with a permission of one's own", ["update"], {
    prepare: async (emulator) => {
      await ownersRam(emulator).send(
        new CreatePermissionCommand({
          name: "copy-only",
          resourceType: "bedrock:CustomModel",
          policyTemplate: '{"Effect":"Allow","Action":["bedrock:CreateModelCopyJob"]}',
        }),
      );
      return { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] };
    },
    change: { permissionArns: [`arn:aws:ram:${REGION}:${ACCOUNT}:permission/copy-only`] },
  }),
  castOf("CustomModelCopy under a key"),
  variant("ComprehendModelPolicy", "of a recognizer", ["gone"], {
    prepare: async () => ({ resourceArn: RECOGNIZER, importers: [{ accountId: MEMBER }] }),
    objects: async (emulator) => [await shownPolicy(emulator, RECOGNIZER)].filter((one) => one !== undefined),
    removedByHand: ({ incidents }) =>
      incidents.modelPolicyChanged({ account: ACCOUNT, region: REGION }, RECOGNIZER, undefined),
  }),
  castOf("ComprehendModelImport under keys"),
  variant("ModelLicenseGrant", "with other tags", ["update"], {
    prepare: async (emulator) => {
      subscribe(emulator);
      return { productId: await licensedProduct(emulator), principal: UNIT, tags };
    },
    change: retagged,
  }),
];
