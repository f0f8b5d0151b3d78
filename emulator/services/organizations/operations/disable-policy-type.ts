import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { changeControl, controlState, policyOf } from "../control-state";
import { describeRoot } from "../descriptions";
import { rootId } from "./enable-policy-type";
import { managedOrganization } from "../managing";
import { ofType, onRoot } from "../policy-permissions";
import { isControlType, policyType } from "../policy-types";
import { refusals } from "../refusals";

export const disablePolicyType = operation({
  name: "DisablePolicyType",
  access: "write",
  input: { RootId: required(rootId), PolicyType: required(policyType) },
  subject: "PolicyType",
  permissions: [
    {
      action: "organizations:DisablePolicyType",
      on: onRoot,
      context: ({ PolicyType }) => ofType(PolicyType),
    },
  ],
  behaviours: [
    { source: "docs", what: "every policy of the type is detached from everything, and none is deleted" },
    { source: "docs", what: "the answer no longer has the type" },
  ],
  run({ RootId, PolicyType: type }, call) {
    const organization = managedOrganization(call);
    if (RootId !== organization.rootId) throw refusals.unknownRoot();
    const state = controlState(organization, call);
    if (!isControlType(type) || state.enabled[type] === undefined) throw refusals.typeNotEnabled();
    changeControl(organization, call, ({ enabled, attached }) => ({
      enabled: { ...enabled, [type]: undefined },
      attached: Object.fromEntries(
        Object.entries(attached).map(([target, ids]) => [
          target,
          ids.filter((id) => policyOf(id, state)?.type !== type),
        ]),
      ),
    }));
    return { Root: describeRoot(organization, call) };
  },
});
