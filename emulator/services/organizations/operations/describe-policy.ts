import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { describePolicyOf } from "../describe-policies";
import { findPolicy, policyId } from "../find-policy";
import { aboutPolicy } from "../policy-permissions";

export const describePolicy = operation({
  name: "DescribePolicy",
  access: "read",
  input: { PolicyId: required(policyId) },
  subject: "PolicyId",
  permissions: aboutPolicy("DescribePolicy"),
  behaviours: [{ source: "docs", what: "AWS's own policies are described, too" }],
  run({ PolicyId }, call) {
    return describePolicyOf(PolicyId, findPolicy(PolicyId, call).organization, call);
  },
});
