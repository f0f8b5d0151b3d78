import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { requireOwn } from "../arns";
import { onPolicy } from "../permissions";
import { changePolicy, requireVersion } from "../policies";
import { refusals } from "../refusals";
import { arn, versionId } from "../shapes";

export const deletePolicyVersion = operation({
  name: "DeletePolicyVersion",
  access: "write",
  input: { PolicyArn: required(arn), VersionId: required(versionId) },
  subject: "PolicyArn",
  permissions: onPolicy("DeletePolicyVersion"),
  behaviours: [{ source: "recorded", what: "the default version cannot be deleted" }],
  run({ PolicyArn, VersionId }, call) {
    requireOwn(PolicyArn, call, "DeletePolicyVersion");
    requireVersion(PolicyArn, VersionId, call, "DeletePolicyVersion");
    changePolicy(PolicyArn, call, (policy) => {
      if (policy.defaultVersion === VersionId) throw refusals.defaultVersion();
      return { ...policy, versions: policy.versions.filter(({ id }) => id !== VersionId) };
    });
    return {};
  },
});
