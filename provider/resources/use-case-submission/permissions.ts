import { ENSURING, type Permissions } from "../../aws/permissions";

export const useCaseSubmissionPermissions: Permissions = {
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
