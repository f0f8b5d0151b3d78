import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { changeControl, controlState } from "../control-state";
import { findOwnPolicy, policyId } from "../find-policy";
import { aboutPolicy } from "../policy-permissions";
import { refusals } from "../refusals";

export const deletePolicy = operation({
  name: "DeletePolicy",
  access: "write",
  input: { PolicyId: required(policyId) },
  subject: "PolicyId",
  permissions: aboutPolicy("DeletePolicy"),
  behaviours: [{ source: "docs", what: "it must be detached from everything before" }],
  run({ PolicyId }, call) {
    const { organization } = findOwnPolicy(PolicyId, call);
    const { attached } = controlState(organization, call);
    if (Object.values(attached).some((ids) => ids.includes(PolicyId))) throw refusals.inUse();
    changeControl(organization, call, ({ policies, tags }) => ({
      policies: without(PolicyId, policies),
      tags: without(PolicyId, tags),
    }));
    return {};
  },
});

function without<T>(id: string, all: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([other]) => other !== id));
}
