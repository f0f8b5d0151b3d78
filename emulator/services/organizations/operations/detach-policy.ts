import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { changeControl, inForceLate } from "../control-state";
import { findAttachment, policyId, targetId } from "../find-policy";
import { managedPolicy } from "../managed-policies";
import { aboutAttachment } from "../policy-permissions";
import { refusals } from "../refusals";

export const detachPolicy = operation({
  name: "DetachPolicy",
  access: "write",
  input: { PolicyId: required(policyId), TargetId: required(targetId) },
  subject: "PolicyId",
  permissions: aboutAttachment("DetachPolicy"),
  behaviours: [
    { source: "docs", what: "every target keeps one service control policy at least" },
    { source: "docs", what: "p-RCPFullAWSAccess stays attached everywhere" },
    inForceLate,
  ],
  run({ PolicyId, TargetId }, call) {
    const { organization, policy, attached } = findAttachment({ PolicyId, TargetId }, call);
    if (!attached.includes(PolicyId)) throw refusals.notAttached();
    if (policy.type === "RESOURCE_CONTROL_POLICY" && managedPolicy(PolicyId)) throw refusals.notDetachable();
    if (policy.type === "SERVICE_CONTROL_POLICY" && attached.length === 1) throw refusals.lastAttached();
    changeControl(organization, call, ({ attached: all }) => ({
      attached: { ...all, [TargetId]: (all[TargetId] ?? []).filter((id) => id !== PolicyId) },
    }));
    return {};
  },
});
