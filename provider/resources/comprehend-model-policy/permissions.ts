import { ENSURING, EVERY_VERB, type Permissions } from "../../aws/permissions";
import { named, ofEachKind } from "../../services/comprehend/permissions";

export const comprehendModelPolicyPermissions: Permissions = {
  type: "ComprehendModelPolicy",
  needed: [
    {
      sid: "ModelPolicies",
      actions: {
        "comprehend:DescribeResourcePolicy": EVERY_VERB,
        "comprehend:PutResourcePolicy": ENSURING,
        "comprehend:DeleteResourcePolicy": ["delete"],
      },
      on: named("resourceArn"),
    },
    ...ofEachKind("resourceArn", (_kind, noun) => ({
      sid: `OwnedModels${noun}`,
      actions: { [`comprehend:Describe${noun}`]: ["create", "read"] },
      on: named("resourceArn"),
    })),
  ],
};
