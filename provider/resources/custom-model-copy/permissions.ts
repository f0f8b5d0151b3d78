import {
  ENSURING,
  EVERY_VERB,
  keyArn,
  keyConditions,
  ownArn,
  type Permissions,
  type Subject,
  textOf,
} from "../../aws/permissions";
import { parseCustomModelArn } from "../../services/bedrock/custom-model-arn";

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

export const customModelCopyPermissions: Permissions = {
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
        "bedrock:UntagResource": ["update", "delete"],
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
