import type { WorldFile } from "./schema";

/**
 * The world that runs when nobody brings one. It is documented in `docs/emulator.md` and stays as it is: people write
 * programs and tests against these accounts, Regions and models.
 */
export const defaultWorld = {
  accounts: {
    "111122223333": {
      name: "management",
      roles: { "model-access-deployer": { trusts: "*", sessionTags: true } },
    },
    "444455556666": {
      name: "workloads",
      roles: {
        "model-access-deployer": { trusts: "*", sessionTags: true },
        // What Comprehend assumes to use the keys of models.
        "comprehend-data-access": { trusts: [] },
      },
    },
    "777788889999": {
      name: "outside the organization, without a valid payment instrument",
      paymentInstrument: "invalid",
      roles: { "model-access-deployer": { trusts: "*", sessionTags: true } },
    },
  },
  organization: {
    id: "o-exampleorgid",
    managementAccountId: "111122223333",
    featureSet: "ALL",
    organizationalUnits: [{ id: "ou-exam-workload", name: "Workloads", accounts: ["444455556666"] }],
    ramSharing: true,
    trustedServices: ["license-manager.amazonaws.com", "license-management.marketplace.amazonaws.com"],
  },
  regions: {
    "us-east-1": {},
    "us-west-2": {},
    "eu-west-1": {},
    "ap-southeast-2": {},
    "af-south-1": { optIn: true },
  },
  models: {
    "anthropic.claude-sonnet-4-20250514-v1:0": {
      modelName: "Claude Sonnet 4",
      productId: "prod-4pmewlybdftbs",
      providerName: "Anthropic",
      inputModalities: ["TEXT", "IMAGE"],
      useCaseForm: true,
      offers: [publicOffer("offer-claudesonnet4", "claude-sonnet-4", "3.00", "15.00")],
    },
    "anthropic.claude-3-haiku-20240307-v1:0": {
      modelName: "Claude 3 Haiku",
      productId: "prod-ozonys2hmmpeu",
      providerName: "Anthropic",
      inputModalities: ["TEXT", "IMAGE"],
      useCaseForm: true,
      offers: [publicOffer("offer-claude3haiku", "claude-3-haiku", "0.25", "1.25")],
    },
    "cohere.command-r-v1:0": {
      modelName: "Command R",
      productId: "prod-tukx4z3hrewle",
      providerName: "Cohere",
      offers: [publicOffer("offer-cohcommandr", "command-r", "0.50", "1.50")],
    },
    "ai21.jamba-1-5-large-v1:0": {
      modelName: "Jamba 1.5 Large",
      productId: "prod-evcp4w4lurj26",
      providerName: "AI21 Labs",
      offers: [
        publicOffer("offer-jambapublic", "jamba-1-5-large", "2.00", "8.00"),
        { ...publicOffer("offer-jambaprivate", "jamba-1-5-large", "1.60", "6.40"), type: "PRIVATE" },
      ],
    },
    "amazon.nova-micro-v1:0": {
      modelName: "Nova Micro",
      providerName: "Amazon",
      customizationsSupported: ["FINE_TUNING", "DISTILLATION"],
    },
    // What is customized is named with its context window.
    "amazon.nova-2-lite-v1:0:256k": {
      modelName: "Nova 2 Lite",
      providerName: "Amazon",
      customizationsSupported: ["FINE_TUNING"],
      inferenceTypesSupported: ["PROVISIONED"],
    },
    "meta.llama3-1-8b-instruct-v1:0": {
      modelName: "Llama 3.1 8B",
      providerName: "Meta",
      regions: ["us-east-1", "us-west-2"],
      customizationsSupported: ["FINE_TUNING"],
    },
  },
  inferenceProfiles: {
    "us.anthropic.claude-sonnet-4-20250514-v1:0": { destinations: ["us-east-1", "us-west-2"] },
    "eu.anthropic.claude-sonnet-4-20250514-v1:0": { destinations: ["eu-west-1"] },
    "global.anthropic.claude-sonnet-4-20250514-v1:0": {},
    "us.anthropic.claude-3-haiku-20240307-v1:0": { destinations: ["us-east-1", "us-west-2"] },
    "us.amazon.nova-micro-v1:0": { destinations: ["us-east-1", "us-west-2"] },
    "us.meta.llama3-1-8b-instruct-v1:0": { destinations: ["us-east-1", "us-west-2"] },
  },
  customModels: {
    "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-micro-v1:0:128k/triage000001": {
      modelName: "ticket-triage",
    },
    "arn:aws:bedrock:us-east-1:111122223333:custom-model/anthropic.claude-3-haiku-20240307-v1:0:200k/summary00001":
      {
        modelName: "case-summary",
        kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-4333-8444-555555555555",
      },
  },
  comprehendModels: {
    "arn:aws:comprehend:us-east-1:111122223333:document-classifier/ticket-topics/version/v1": {
      metadata: {
        NumberOfLabels: 3,
        NumberOfTrainedDocuments: 5016,
        NumberOfTestDocuments: 557,
        EvaluationMetrics: { Accuracy: 0.98, Precision: 0.99, Recall: 0.94, F1Score: 0.96 },
      },
    },
    "arn:aws:comprehend:us-east-1:111122223333:entity-recognizer/order-numbers/version/v1": {
      modelKmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/44444444-5555-4666-8777-888888888888",
      metadata: {
        NumberOfTrainedDocuments: 1814,
        NumberOfTestDocuments: 486,
        EvaluationMetrics: { Precision: 99.1, Recall: 98.7, F1Score: 98.9 },
        EntityTypes: [{ Type: "ORDER_NUMBER", NumberOfTrainMentions: 1520 }],
      },
    },
  },
  keys: {
    "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-4333-8444-555555555555": {
      aliases: ["alias/case-summary"],
      policy: {
        Version: "2012-10-17",
        Statement: [
          mayWith("111122223333", "kms:*"),
          // Else the recipient of a share could not copy what the key encrypts.
          mayWith("444455556666", "kms:Decrypt", "kms:DescribeKey"),
        ],
      },
    },
    "arn:aws:kms:us-east-1:111122223333:key/44444444-5555-4666-8777-888888888888": {
      policy: {
        Version: "2012-10-17",
        Statement: [
          mayWith("111122223333", "kms:*"),
          // Else nobody else could import the entity recognizer.
          {
            ...mayWith("444455556666", "kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"),
            Condition: {
              StringLike: {
                "kms:EncryptionContext:aws:comprehend:arn":
                  "arn:aws:comprehend:us-east-1:111122223333:entity-recognizer/order-numbers/version/*",
              },
            },
          },
        ],
      },
    },
    "arn:aws:kms:us-east-1:444455556666:key/22222222-3333-4444-8555-666666666666": {
      aliases: ["alias/model-access"],
    },
    "arn:aws:kms:us-west-2:444455556666:key/33333333-4444-4555-8666-777777777777": {
      aliases: ["alias/model-access"],
    },
  },
} satisfies WorldFile;

function mayWith(account: string, ...actions: string[]) {
  return {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: actions,
    Resource: "*",
  };
}

function publicOffer(offerId: string, document: string, inputPrice: string, outputPrice: string) {
  const per = (what: string, price: string) => ({
    dimension: `USE1_${what}TokenCount`,
    price,
    description: `Million ${what.toLowerCase()} tokens, on demand`,
    unit: "Units",
  });
  return {
    offerId,
    type: "PUBLIC" as "PUBLIC" | "PRIVATE",
    termDetails: {
      usageBasedPricingTerm: { rateCard: [per("Input", inputPrice), per("Output", outputPrice)] },
      legalTerm: { url: `https://aws-mp-legal.example.com/eula/${document}-2024-11-01.pdf` },
      supportTerm: { refundPolicyDescription: "All fees are non-refundable, except as required by law." },
    },
  };
}
