import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { requireOwn } from "../arns";
import { onPolicy } from "../permissions";
import { changePolicy } from "../policies";
import { arn } from "../shapes";
import { tagList, withTags } from "../tags";

export const tagPolicy = operation({
  name: "TagPolicy",
  access: "write",
  input: { PolicyArn: required(arn), Tags: required(tagList) },
  subject: "PolicyArn",
  permissions: onPolicy("TagPolicy"),
  behaviours: [
    { source: "recorded", what: "keys that differ in case only are two tags, unlike those of a role" },
  ],
  run({ PolicyArn, Tags }, call) {
    requireOwn(PolicyArn, call, "TagPolicy");
    changePolicy(PolicyArn, call, (policy) => ({ ...policy, tags: withTags("policy", policy.tags, Tags) }));
    return {};
  },
});
