import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { listedVersion } from "../descriptions";
import { onePage, paging, pagingBehaviour } from "../listing";
import { onPolicy } from "../permissions";
import { requirePolicy } from "../policies";
import { arn } from "../shapes";

export const listPolicyVersions = operation({
  name: "ListPolicyVersions",
  access: "read",
  input: { PolicyArn: required(arn), ...paging },
  subject: "PolicyArn",
  permissions: onPolicy("ListPolicyVersions"),
  behaviours: [{ source: "recorded", what: "the newest first, without their documents" }, pagingBehaviour],
  run({ PolicyArn, ...page }, call) {
    const policy = requirePolicy(PolicyArn, call, "ListPolicyVersions");
    const versions = policy.versions.map((version) => listedVersion(version, policy)).reverse();
    return onePage("Versions", versions, page, PolicyArn);
  },
});
