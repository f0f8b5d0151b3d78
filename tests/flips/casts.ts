import { PutUseCaseForModelAccessCommand } from "@aws-sdk/client-bedrock";

import { defaultWorld } from "#emulator/index";

import { importersPolicy, letImport } from "../support/aws/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  ENCRYPTED_MODEL,
  FIRST_PARTY,
  FORM,
  MEMBER,
  NEEDS_FORM,
  OUTSIDER,
  RECOGNIZER,
  REGION,
  TWO_OFFERS,
} from "../support/emulator/emulated";
import { bedrockOf } from "../support/aws/models";
import { reviewedOffer } from "../support/aws/reviewed-terms";
import { shareByHand } from "../support/aws/shares";
import { shownAgreements, shownForms, type Subject, SUBJECTS } from "../support/tables/subjects";
import { type Scenario, SCENARIOS } from "./scenarios";

/** A resource and the scenarios that it plays. */
export interface Cast {
  readonly name: string;
  readonly subject: Subject;
  readonly scenarios: readonly Scenario[];
}

const MEMBERS_KEY = `arn:aws:kms:${REGION}:${MEMBER}:key/22222222-3333-4444-8555-666666666666`;

const MODELS_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`;

/** The default world, but for what is said of its managing account. */
const withAccount = (but: object) => ({ accounts: { ...defaultWorld.accounts, [ACCOUNT]: but } });

/** A policy of a key that leaves it to its own account's users, whom services are not. */
const ofNobodyElse = (account: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${account}:user/nobody` },
      Action: "kms:*",
      Resource: "*",
    },
  ],
});

const role = (account: string, name: string) => ({ roleArn: `arn:aws:iam::${account}:role/${name}` });

const underKeys = {
  sourceModelArn: RECOGNIZER,
  dataAccessRoleArn: role(MEMBER, "comprehend-data-access").roleArn,
  modelKmsKeyId: MEMBERS_KEY,
};

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
  variant("ModelAgreement", "that AWS restricts", ["create"], {
    world: withAccount({ authorization: "restricted" }),
  }),
  variant("ModelAgreement", "where Bedrock was never enabled", ["create", "delete"], {
    world: withAccount({ authorization: "never-enabled" }),
  }),
  variant("ModelAgreement", "of a model that there is not", ["create"], {
    prepare: async () => ({ modelId: "cohere.command-x-v1:0" }),
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
    world: withAccount({ internal: true }),
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
  variant("CustomModelShare", "of a model that there is not", ["create"], {
    prepare: async () => ({
      name: "models",
      resourceArns: [CUSTOM_MODEL.replace("triage000001", "nothing00001")],
      principals: [MEMBER],
    }),
  }),
  variant("CustomModelShare", "with a role", ["create", "update", "delete"], {
    prepare: async () => ({
      name: "models",
      resourceArns: [CUSTOM_MODEL],
      principals: [role(MEMBER, "model-access-deployer").roleArn],
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
  variant("CustomModelCopy", "under a key that there is not", ["create"], {
    prepare: async (emulator) => {
      await shareByHand(emulator, [MEMBER]);
      return { sourceModelArn: CUSTOM_MODEL, modelName: "triage", modelKmsKeyId: "alias/nothing" };
    },
  }),
  variant("CustomModelCopy", "under a key that is disabled", ["create"], {
    prepare: async (emulator) => {
      await shareByHand(emulator, [MEMBER]);
      emulator.incidents.keyChanged({ account: MEMBER, region: REGION }, MEMBERS_KEY, { enabled: false });
      return { sourceModelArn: CUSTOM_MODEL, modelName: "triage", modelKmsKeyId: "alias/model-access" };
    },
  }),
  variant("CustomModelCopy", "under a key that lets nobody in", ["create"], {
    prepare: async (emulator) => {
      await shareByHand(emulator, [MEMBER]);
      const policy = ofNobodyElse(MEMBER);
      emulator.incidents.keyChanged({ account: MEMBER, region: REGION }, MEMBERS_KEY, { policy });
      return { sourceModelArn: CUSTOM_MODEL, modelName: "triage", modelKmsKeyId: MEMBERS_KEY };
    },
  }),
  variant("CustomModelCopy", "of a model whose key lets nobody in", ["create", "delete"], {
    prepare: async (emulator) => {
      await shareByHand(emulator, [MEMBER], [ENCRYPTED_MODEL]);
      const policy = ofNobodyElse(ACCOUNT);
      emulator.incidents.keyChanged({ account: ACCOUNT, region: REGION }, MODELS_KEY, { policy });
      return { sourceModelArn: ENCRYPTED_MODEL, modelName: "triage", modelKmsKeyId: "alias/model-access" };
    },
  }),
  variant("ComprehendModelPolicy", "for a role that there is not", ["create", "delete"], {
    prepare: async () => ({
      resourceArn: CLASSIFIER,
      policy: importersPolicy(role(MEMBER, "nobody").roleArn),
    }),
  }),
  variant("ComprehendModelImport", "of a model that there is not", ["create"], {
    prepare: async () => ({ sourceModelArn: `${CLASSIFIER}9` }),
  }),
  variant("ComprehendModelImport", "of an encrypted model without a role", ["create"], {
    prepare: async (emulator) => {
      await letImport(emulator, MEMBER, RECOGNIZER);
      return { sourceModelArn: RECOGNIZER };
    },
  }),
  variant("ComprehendModelImport", "under a key that is disabled", ["create"], {
    prepare: async (emulator) => {
      await letImport(emulator, MEMBER, RECOGNIZER);
      emulator.incidents.keyChanged({ account: MEMBER, region: REGION }, MEMBERS_KEY, { enabled: false });
      return underKeys;
    },
  }),
  variant("ComprehendModelImport", "under a key that lets nobody in", ["create"], {
    prepare: async (emulator) => {
      await letImport(emulator, MEMBER, RECOGNIZER);
      const policy = ofNobodyElse(MEMBER);
      emulator.incidents.keyChanged({ account: MEMBER, region: REGION }, MEMBERS_KEY, { policy });
      return underKeys;
    },
  }),
  variant("ComprehendModelImport", "that nobody lets in", ["create"], {
    prepare: async () => ({ sourceModelArn: RECOGNIZER }),
  }),
  variant("ComprehendModelImport", "under keys", ["create", "delete"], {
    prepare: async (emulator) => {
      await letImport(emulator, MEMBER, RECOGNIZER);
      return underKeys;
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
