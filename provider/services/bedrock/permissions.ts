import {
  ENSURING,
  EVERY_VERB,
  keyArn,
  keyConditions,
  type Needed,
  ownArn,
  type Permissions,
  type Subject,
  textOf,
} from "../../aws/permissions";
import { parseCustomModelArn } from "./custom-model-arn";

/** Bedrock and AWS Marketplace know no resource for any of these. */
const modelAgreement: Permissions = {
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

const useCaseSubmission: Permissions = {
  type: "UseCaseSubmission",
  needed: [
    {
      sid: "Forms",
      actions: {
        "bedrock:GetUseCaseForModelAccess": ["create", "read", "update", "import"],
        "bedrock:PutUseCaseForModelAccess": ENSURING,
      },
    },
    {
      sid: "OptionalOrganization",
      actions: { "organizations:DescribeOrganization": ["create", "update", "import"] },
    },
  ],
};

/** AWS chooses the end of a copy's ARN; before it stands what the source was made of. */
function copies(subject: Subject): string {
  const base = /:custom-model\/(.+)\/[^/]+$/.exec(textOf(subject, "sourceModelArn") ?? "")?.[1] ?? "*";
  return ownArn(subject, "bedrock", `custom-model/${base}/*`);
}

/** Only the key's own policy tells which key the source is under; it has to let the copying account in. */
function sourceKeys(subject: Subject): string {
  const source = parseCustomModelArn(textOf(subject, "sourceModelArn"));
  return ownArn({ ...subject, ...source }, "kms", "key/*");
}

const hasKey = ({ inputs }: Subject): boolean => inputs["modelKmsKeyId"] !== undefined;

const customModelCopy: Permissions = {
  type: "CustomModelCopy",
  needed: [
    {
      sid: "CopySource",
      actions: { "bedrock:CreateModelCopyJob": ["create"] },
      on: (subject) => textOf(subject, "sourceModelArn") ?? ownArn(subject, "bedrock", "custom-model/*"),
    },
    {
      sid: "CopyJobs",
      actions: { "bedrock:GetModelCopyJob": ["create", "read", "delete", "import"] },
      on: (subject) => ownArn(subject, "bedrock", "model-copy-job/*"),
    },
    {
      sid: "ListCopies",
      actions: {
        "bedrock:ListModelCopyJobs": ["create", "import"],
        "bedrock:ListCustomModels": ["create"],
      },
    },
    {
      sid: "Copies",
      actions: {
        "bedrock:GetCustomModel": EVERY_VERB,
        "bedrock:ListTagsForResource": EVERY_VERB,
        "bedrock:UntagResource": ["update"],
        "bedrock:DeleteCustomModel": ["delete"],
      },
      on: copies,
    },
    {
      // As a copy is made, AWS asks before there is an ARN.
      sid: "TagCopies",
      actions: { "bedrock:TagResource": ENSURING },
      on: (subject) => ownArn(subject, "bedrock", "custom-model/*"),
    },
    {
      sid: "CopyKey",
      actions: Object.fromEntries(
        ["CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKey"].map((use) => [`kms:${use}`, ["create"]]),
      ),
      on: (subject) => keyArn(subject, "modelKmsKeyId"),
      conditions: (subject) => keyConditions(subject, "modelKmsKeyId", "bedrock"),
      when: hasKey,
      within: "CreateModelCopyJob",
    },
    {
      sid: "OptionalCopyKeyByAlias",
      actions: { "kms:DescribeKey": ["create"] },
      on: (subject) => keyArn(subject, "modelKmsKeyId"),
      conditions: (subject) => keyConditions(subject, "modelKmsKeyId"),
      when: (subject) => textOf(subject, "modelKmsKeyId")?.includes("alias/") === true,
      seldom: "only where a copy of that name is found that an earlier run has made",
    },
    {
      sid: "OptionalSourceKey",
      actions: { "kms:Decrypt": ["create"] },
      on: sourceKeys,
      conditions: () => ({ StringLike: { "kms:ViaService": "bedrock.*.amazonaws.com" } }),
      within: "CreateModelCopyJob, where a customer's key encrypts the source",
    },
  ],
};

const own = (action: string, sid: string, on?: Needed["on"]): Needed => ({
  sid,
  actions: { [`bedrock:${action}`]: ["call"] },
  ...(on && { on }),
});

const getModelOffers: Permissions = {
  type: "getModelOffers",
  needed: [own("ListFoundationModelAgreementOffers", "Offers")],
};

/** By a name, only an account's own model can be read. */
const getCustomModel: Permissions = {
  type: "getCustomModel",
  needed: [
    own("GetCustomModel", "ReadModels", (subject) => {
      const model = textOf(subject, "modelIdentifier") ?? "";
      return model.startsWith("arn:") ? model : ownArn(subject, "bedrock", "custom-model/*");
    }),
    {
      ...own("ListCustomModels", "SharedModels"),
      when: (subject) => isForeign(subject, "modelIdentifier"),
      seldom: "only where AWS does not show the model of another account by itself",
    },
  ],
};

function isForeign(subject: Subject, name: string): boolean {
  const owner = parseCustomModelArn(textOf(subject, name))?.accountId;
  return owner !== undefined && owner !== subject.accountId;
}

const listSharedModels: Permissions = {
  type: "listSharedModels",
  needed: [own("ListCustomModels", "SharedModels")],
};

export const bedrockPermissions: readonly Permissions[] = [
  modelAgreement,
  useCaseSubmission,
  customModelCopy,
  getModelOffers,
  getCustomModel,
  listSharedModels,
];
