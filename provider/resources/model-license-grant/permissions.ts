import { ENSURING, EVERY_VERB, type Permissions, textOf } from "../../aws/permissions";

export const modelLicenseGrantPermissions: Permissions = {
  type: "ModelLicenseGrant",
  needed: [
    {
      sid: "Licenses",
      actions: { "license-manager:CreateGrant": ["create"] },
      // A licence that AWS Marketplace gave is in an account of AWS's.
      on: (subject) =>
        textOf(subject, "licenseArn") ?? `arn:${subject.partition}:license-manager::*:license:*`,
    },
    {
      sid: "Grants",
      actions: {
        "license-manager:GetGrant": EVERY_VERB,
        "license-manager:ListTagsForResource": EVERY_VERB,
        "license-manager:CreateGrantVersion": ENSURING,
        "license-manager:TagResource": ENSURING,
        "license-manager:UntagResource": ["update", "delete"],
        "license-manager:DeleteGrant": ["delete"],
      },
      on: ({ partition, accountId }) => `arn:${partition}:license-manager::${accountId}:grant:*`,
    },
    {
      sid: "ListGrants",
      actions: {
        "license-manager:ListDistributedGrants": ["create"],
        "license-manager:ListReceivedLicenses": ["create"],
      },
    },
  ],
};
