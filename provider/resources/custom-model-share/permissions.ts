import { ENSURING, EVERY_VERB, ownArn, type Permissions, type Subject } from "../../aws/permissions";

/** AWS names shares at random, so it is any of the account's in the Region. */
const ownShares = (subject: Subject): string => ownArn(subject, "ram", "resource-share/*");

function models(subject: Subject): readonly string[] {
  const { resourceArns } = subject.inputs;
  const named = Array.isArray(resourceArns) ? resourceArns.filter((one) => typeof one === "string") : [];
  const isWhole = Array.isArray(resourceArns) && named.length === resourceArns.length;
  return isWhole ? named : [ownArn(subject, "bedrock", "custom-model/*")];
}

export const customModelSharePermissions: Permissions = {
  type: "CustomModelShare",
  needed: [
    {
      sid: "LookAtShares",
      actions: {
        "ram:GetResourceShares": EVERY_VERB,
        "ram:GetResourceShareAssociations": ["create", "read", "update", "import"],
        "ram:ListPermissionAssociations": ["read"],
        "ram:CreateResourceShare": ["create"],
      },
    },
    {
      sid: "Shares",
      actions: {
        "ram:ListResourceSharePermissions": ["create", "import"],
        "ram:AssociateResourceShare": ENSURING,
        "ram:DisassociateResourceShare": ["update"],
        "ram:UpdateResourceShare": ["update"],
        "ram:DeleteResourceShare": ["delete"],
        "ram:TagResource": ENSURING,
        "ram:UntagResource": ["update"],
      },
      on: ownShares,
    },
    {
      sid: "Shares",
      actions: { "ram:ListResourceSharePermissions": ["read", "update"] },
      on: ownShares,
      seldom: "only of a share that AWS's listing does not show yet, or whose permissions the program names",
    },
    {
      sid: "LookAtShares",
      actions: { "ram:ListPermissionAssociations": ["create", "update"] },
      seldom: "only where several shares are made or changed at once",
    },
    {
      sid: "SharePermissions",
      actions: { "ram:AssociateResourceSharePermission": ["update"] },
      on: (subject) => [
        ownShares(subject),
        ...(subject.inputs["permissionArns"] as readonly string[]).filter((one) => typeof one === "string"),
      ],
      when: ({ inputs }) => Array.isArray(inputs["permissionArns"]),
    },
    {
      sid: "ShareModels",
      actions: {
        "bedrock:GetCustomModel": ENSURING,
        "bedrock:GetResourcePolicy": ENSURING,
        "bedrock:PutResourcePolicy": ENSURING,
        "bedrock:DeleteResourcePolicy": ["update", "delete"],
      },
      on: models,
      within: "CreateResourceShare, AssociateResourceShare, DisassociateResourceShare, DeleteResourceShare",
    },
    {
      sid: "OptionalOrganization",
      actions: {
        "organizations:DescribeOrganization": ENSURING,
        "organizations:ListAWSServiceAccessForOrganization": ENSURING,
        "organizations:ListAccounts": ENSURING,
      },
    },
    {
      sid: "OptionalLostModels",
      actions: { "bedrock:ListCustomModels": ["read"] },
    },
    {
      sid: "OptionalLostModel",
      actions: { "bedrock:GetCustomModel": ["read"] },
      on: models,
      seldom: "only of a model that AWS's listing does not show",
    },
    {
      sid: "OptionalKeyPolicies",
      actions: { "kms:GetKeyPolicy": ENSURING, "kms:ListGrants": ENSURING },
      on: (subject) => ownArn(subject, "kms", "key/*"),
      when: ({ inputs }) => inputs["verifyKeyPolicies"] === true,
    },
  ],
};
