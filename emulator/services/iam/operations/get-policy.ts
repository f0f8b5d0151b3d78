import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { describedPolicy } from "../descriptions";
import { onPolicy } from "../permissions";
import { requirePolicy } from "../policies";
import { arn } from "../shapes";

export const getPolicy = operation({
  name: "GetPolicy",
  access: "read",
  input: { PolicyArn: required(arn) },
  subject: "PolicyArn",
  permissions: onPolicy("GetPolicy"),
  behaviours: [{ source: "recorded", what: "Tags are there also when there are none" }],
  run({ PolicyArn }, call) {
    return { Policy: describedPolicy(requirePolicy(PolicyArn, call, "GetPolicy"), call) };
  },
});
