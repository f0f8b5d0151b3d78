import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { requireOwn } from "../arns";
import { onPolicy } from "../permissions";
import { changePolicy } from "../policies";
import { arn } from "../shapes";
import { tagKeys, withoutTags } from "../tags";

export const untagPolicy = operation({
  name: "UntagPolicy",
  access: "write",
  input: { PolicyArn: required(arn), TagKeys: required(tagKeys) },
  subject: "PolicyArn",
  permissions: onPolicy("UntagPolicy"),
  behaviours: [{ source: "docs", what: "a key that is not there is no error" }],
  run({ PolicyArn, TagKeys }, call) {
    requireOwn(PolicyArn, call, "UntagPolicy");
    changePolicy(PolicyArn, call, (policy) => ({
      ...policy,
      tags: withoutTags("policy", policy.tags, TagKeys),
    }));
    return {};
  },
});
