import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { changeControl, inForceLate } from "../control-state";
import { findAttachment, policyId, targetId } from "../find-policy";
import { aboutAttachment } from "../policy-permissions";
import { policyTypesOf } from "../policy-types";
import { refusals } from "../refusals";

export const attachPolicy = operation({
  name: "AttachPolicy",
  access: "write",
  input: { PolicyId: required(policyId), TargetId: required(targetId) },
  subject: "PolicyId",
  permissions: aboutAttachment("AttachPolicy"),
  behaviours: [
    {
      source: "docs",
      what: "a target has at most ten service control policies and five resource control policies, AWS's own included",
    },
    inForceLate,
  ],
  run({ PolicyId, TargetId }, call) {
    const { organization, policy, attached } = findAttachment({ PolicyId, TargetId }, call);
    const { Status } = policyTypesOf(organization, call).find(({ Type }) => Type === policy.type) ?? {};
    if (Status === undefined) throw refusals.typeNotEnabled();
    if (Status !== "ENABLED") throw refusals.typeIsPending();
    if (attached.includes(PolicyId)) throw refusals.duplicateAttachment();
    const { perTarget } = organization.policyLimits[policy.type];
    if (attached.length >= perTarget) throw refusals.tooManyAttached();
    changeControl(organization, call, ({ attached: all }) => ({
      attached: { ...all, [TargetId]: [...(all[TargetId] ?? []), PolicyId] },
    }));
    return {};
  },
});
