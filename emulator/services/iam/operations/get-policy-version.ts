import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { listedVersion } from "../descriptions";
import { encoded } from "../documents";
import { onPolicy } from "../permissions";
import { requirePolicy, requireVersion } from "../policies";
import { arn, versionId } from "../shapes";

export const getPolicyVersion = operation({
  name: "GetPolicyVersion",
  access: "read",
  input: { PolicyArn: required(arn), VersionId: required(versionId) },
  subject: "PolicyArn",
  permissions: onPolicy("GetPolicyVersion"),
  behaviours: [{ source: "docs", what: "the document is encoded after RFC 3986" }],
  run({ PolicyArn, VersionId }, call) {
    const version = requireVersion(PolicyArn, VersionId, call, "GetPolicyVersion");
    const policy = requirePolicy(PolicyArn, call, "GetPolicyVersion");
    return { PolicyVersion: { Document: encoded(version.document), ...listedVersion(version, policy) } };
  },
});
