import { ENSURING, EVERY_VERB, type Permissions, type Subject, textOf } from "../../aws/permissions";

/** Bedrock and AWS Marketplace know no resource for any of these. */
export const modelAgreementPermissions: Permissions = {
  type: "ModelAgreement",
  needed: [
    {
      sid: "Agreements",
      actions: {
        "bedrock:GetFoundationModelAvailability": EVERY_VERB,
        "bedrock:ListFoundationModelAgreementOffers": EVERY_VERB,
        "bedrock:CreateFoundationModelAgreement": ENSURING,
        "bedrock:DeleteFoundationModelAgreement": ["delete"],
      },
    },
    {
      sid: "Subscribe",
      actions: { "aws-marketplace:Subscribe": ENSURING },
      conditions: () => THROUGH_BEDROCK,
      when: (subject) => isSold(subject),
      within: "CreateFoundationModelAgreement",
    },
    {
      sid: "Subscriptions",
      actions: {
        "aws-marketplace:ViewSubscriptions": ["create", "update", "delete"],
        "aws-marketplace:Unsubscribe": ["delete"],
      },
      conditions: () => THROUGH_BEDROCK,
      when: (subject) => isSold(subject),
      within: "CreateFoundationModelAgreement, DeleteFoundationModelAgreement",
    },
    {
      sid: "OptionalForm",
      actions: { "bedrock:GetUseCaseForModelAccess": ENSURING },
      when: ({ inputs: { modelId } }) => typeof modelId !== "string" || modelId.startsWith("anthropic."),
      seldom: "only where AWS does not know yet of a form that was filed a moment ago",
    },
    {
      sid: "OptionalEvidence",
      actions: {
        "aws-marketplace:SearchAgreements": ["create", "read", "update", "import"],
        "aws-marketplace:GetAgreementTerms": ["create", "update", "import"],
        "aws-marketplace:GetAgreementEntitlements": ["create", "update", "import"],
      },
    },
    {
      sid: "OptionalEvidence",
      actions: {
        "aws-marketplace:GetAgreementTerms": ["read"],
        "aws-marketplace:GetAgreementEntitlements": ["read"],
      },
      seldom: "only until AWS shows the licence, a minute or two after the agreement",
    },
    {
      sid: "OptionalGrants",
      actions: { "license-manager:ListReceivedGrants": ["create", "read", "update", "import"] },
    },
  ],
};

/** Whose models are no products of AWS Marketplace (https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html). */
const UNSOLD = ["amazon", "deepseek", "meta", "mistral", "openai", "qwen"];

/** Whether an agreement with the model's terms is a subscription; so it is where nobody knows the model. */
export function isSold(subject: Pick<Subject, "inputs">): boolean {
  return !UNSOLD.includes(textOf(subject, "modelId")?.split(".")[0] ?? "");
}

/** Who subscribes does so by an agreement of Bedrock's, and in no other way. */
const THROUGH_BEDROCK = { StringEquals: { "aws:CalledViaLast": "bedrock.amazonaws.com" } };
