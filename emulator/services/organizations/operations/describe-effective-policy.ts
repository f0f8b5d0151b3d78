import { operation } from "../../../operation/operation";
import { optional, required } from "../../../validation/shapes";
import { targetId } from "../find-policy";
import { accountsOf, organizationOf } from "../membership";
import { ofType, onTarget } from "../policy-permissions";
import { effectiveType, onlyControl } from "../policy-types";
import { refusals } from "../refusals";

export const describeEffectivePolicy = operation({
  name: "DescribeEffectivePolicy",
  access: "read",
  input: { PolicyType: required(effectiveType), TargetId: optional(targetId) },
  subject: "TargetId",
  permissions: [
    {
      action: "organizations:DescribeEffectivePolicy",
      on: ({ TargetId }, call) => onTarget({ TargetId: TargetId ?? call.account }, call),
      context: ({ PolicyType }) => ofType(PolicyType),
    },
  ],
  behaviours: [
    {
      source: "botocore",
      what: "it takes no control policies, whose types are none of its own: those of an account are never one",
    },
    { source: "docs", what: "every account of the organization may call it" },
    onlyControl,
  ],
  run({ TargetId }, { account, world }) {
    const organization = organizationOf(account, world);
    if (!organization) throw refusals.notInUse();
    if (!accountsOf(organization).includes(TargetId ?? account)) throw refusals.unknownTarget();
    throw refusals.noEffectivePolicy();
  },
});
