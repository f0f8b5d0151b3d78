import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { requireOwn } from "../arns";
import { onPolicy } from "../permissions";
import { changePolicy, requireVersion } from "../policies";
import { arn, versionId } from "../shapes";

export const setDefaultPolicyVersion = operation({
  name: "SetDefaultPolicyVersion",
  access: "write",
  input: { PolicyArn: required(arn), VersionId: required(versionId) },
  subject: "PolicyArn",
  permissions: onPolicy("SetDefaultPolicyVersion"),
  behaviours: [{ source: "docs", what: "the default version counts for everybody it is attached to" }],
  run({ PolicyArn, VersionId }, call) {
    requireOwn(PolicyArn, call, "SetDefaultPolicyVersion");
    requireVersion(PolicyArn, VersionId, call, "SetDefaultPolicyVersion");
    const updatedAt = call.clock.now();
    changePolicy(PolicyArn, call, (policy) => ({ ...policy, defaultVersion: VersionId, updatedAt }));
    return {};
  },
});
