import { PutUseCaseForModelAccessCommand } from "@aws-sdk/client-bedrock";

import { defaultWorld } from "#emulator/index";

import { letImport } from "../support/comprehend";
import {
  ACCOUNT,
  ENCRYPTED_MODEL,
  FIRST_PARTY,
  FORM,
  MEMBER,
  NEEDS_FORM,
  OUTSIDER,
  RECOGNIZER,
  REGION,
  TWO_OFFERS,
} from "../support/emulated";
import { bedrockOf } from "../support/models";
import { reviewedOffer } from "../support/reviewed-terms";
import { shareByHand } from "../support/shares";
import { shownAgreements, shownForms, type Subject, SUBJECTS } from "../support/subjects";
import { type Scenario, SCENARIOS } from "./scenarios";

/** A resource and the scenarios that it plays. */
export interface Cast {
  readonly name: string;
  readonly subject: Subject;
  readonly scenarios: readonly Scenario[];
}

const MEMBERS_KEY = `arn:aws:kms:${REGION}:${MEMBER}:key/22222222-3333-4444-8555-666666666666`;

const role = (account: string, name: string) => ({ roleArn: `arn:aws:iam::${account}:role/${name}` });

/** One of the subjects in special circumstances, where AWS has more to say. */
function variant(kind: string, when: string, scenarios: readonly string[], but: Partial<Subject>): Cast {
  const subject: Subject = { ...SUBJECTS.find((one) => one.kind === kind)!, ...but };
  return {
    name: `${kind} ${when}`,
    subject,
    scenarios: SCENARIOS.filter(({ name }) => scenarios.includes(name)),
  };
}

const VARIANTS: readonly Cast[] = [
  variant("ModelAgreement", "right after its form", ["create", "delete"], {
    prepare: async (emulator) => {
      const formData = Buffer.from(JSON.stringify(FORM));
      await bedrockOf(emulator, ACCOUNT).send(new PutUseCaseForModelAccessCommand({ formData }));
      return { modelId: NEEDS_FORM };
    },
    objects: (emulator) => shownAgreements(emulator, NEEDS_FORM),
  }),
  variant("ModelAgreement", "without its form", ["create"], {
    prepare: async () => ({ modelId: NEEDS_FORM }),
    objects: (emulator) => shownAgreements(emulator, NEEDS_FORM),
  }),
  variant("ModelAgreement", "that cannot be paid", ["create"], {
    account: OUTSIDER,
    objects: (emulator) => shownAgreements(emulator, TWO_OFFERS, OUTSIDER),
  }),
  variant("ModelAgreement", "of a model that needs none", ["create", "delete"], {
    prepare: async () => ({ modelId: FIRST_PARTY }),
    objects: (emulator) => shownAgreements(emulator, FIRST_PARTY),
    stays: true,
  }),
  variant("ModelAgreement", "of terms that were reviewed", ["create", "gone", "delete"], {
    prepare: async (emulator) => {
      const reviewedTerms = await reviewedOffer(emulator, TWO_OFFERS, "offer-jambaprivate");
      return { modelId: TWO_OFFERS, reviewedTerms };
    },
  }),
  variant("ModelAgreement", "by a role of another account", ["create", "delete"], {
    prepare: async () => ({ modelId: TWO_OFFERS, assumeRole: role(MEMBER, "model-access-deployer") }),
    objects: (emulator) => shownAgreements(emulator, TWO_OFFERS, MEMBER),
  }),
  variant("ModelAgreement", "by a role that there is not", ["create"], {
    prepare: async () => ({ modelId: TWO_OFFERS, assumeRole: role(MEMBER, "nobody") }),
  }),
  variant("UseCaseSubmission", "of a member whose organization has filed", ["create"], {
    account: MEMBER,
    prepare: async ({ incidents }) => {
      incidents.formFiled({ account: ACCOUNT, region: REGION }, FORM);
      return { ...FORM };
    },
    objects: (emulator) => shownForms(emulator, MEMBER),
  }),
  variant("UseCaseSubmission", "of an account of AWS's own", ["create", "delete"], {
    world: { accounts: { ...defaultWorld.accounts, [ACCOUNT]: { internal: true } } },
    objects: async () => [{}],
  }),
  variant("CustomModelShare", "outside, which AWS does not allow", ["create"], {
    prepare: async () => ({
      name: "models",
      resourceArns: [ENCRYPTED_MODEL],
      principals: [OUTSIDER],
      allowExternalPrincipals: true,
    }),
  }),
  variant("CustomModelShareAcceptance", "inside the organization", ["create", "gone", "delete"], {
    account: MEMBER,
    prepare: async (emulator) => ({ shareArn: await shareByHand(emulator, [MEMBER]) }),
    // Nobody has to accept.
    objects: async () => [{}],
  }),
  variant("CustomModelCopy", "under a key", ["create", "delete"], {
    prepare: async (emulator) => {
      await shareByHand(emulator, [MEMBER], [ENCRYPTED_MODEL]);
      return { sourceModelArn: ENCRYPTED_MODEL, modelName: "triage", modelKmsKeyId: "alias/model-access" };
    },
  }),
  variant("ComprehendModelImport", "that nobody lets in", ["create"], {
    prepare: async () => ({ sourceModelArn: RECOGNIZER }),
  }),
  variant("ComprehendModelImport", "under keys", ["create", "delete"], {
    prepare: async (emulator) => {
      await letImport(emulator, MEMBER, RECOGNIZER);
      const dataAccessRoleArn = role(MEMBER, "model-access-deployer").roleArn;
      return { sourceModelArn: RECOGNIZER, dataAccessRoleArn, modelKmsKeyId: MEMBERS_KEY };
    },
  }),
];

export const CASTS: readonly Cast[] = [
  ...SUBJECTS.map((subject): Cast => ({
    name: subject.kind,
    subject,
    scenarios: SCENARIOS.filter(({ fits }) => fits(subject)),
  })),
  ...VARIANTS,
];
