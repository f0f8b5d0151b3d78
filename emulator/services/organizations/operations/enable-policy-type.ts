import { operation } from "../../../operation/operation";
import { required, text } from "../../../validation/shapes";
import { changeControl, controlState, targetsOf } from "../control-state";
import { describeRoot } from "../descriptions";
import { managedIdOf } from "../managed-policies";
import { managedOrganization } from "../managing";
import { ofType, onRoot } from "../policy-permissions";
import { onlyControl, policyType, requireControlType } from "../policy-types";
import { refusals } from "../refusals";

export const rootId = text({ max: 34, pattern: /r-[0-9a-z]{4,32}/ });

export const enablePolicyType = operation({
  name: "EnablePolicyType",
  access: "write",
  input: { RootId: required(rootId), PolicyType: required(policyType) },
  subject: "PolicyType",
  permissions: [
    {
      action: "organizations:EnablePolicyType",
      on: onRoot,
      context: ({ PolicyType }) => ofType(PolicyType),
    },
  ],
  behaviours: [
    { source: "docs", what: "it takes a while, for which the root reads PENDING_ENABLE" },
    {
      source: "docs",
      what: "AWS's own policy of the type is then attached to the root, every unit and every account",
    },
    onlyControl,
  ],
  run({ RootId, PolicyType }, call) {
    const organization = managedOrganization(call);
    if (RootId !== organization.rootId) throw refusals.unknownRoot();
    if (organization.featureSet !== "ALL") throw refusals.typeNotAvailable();
    const type = requireControlType(PolicyType);
    if (controlState(organization, call).enabled[type] !== undefined) throw refusals.typeAlreadyEnabled();
    const managed = managedIdOf(type);
    changeControl(organization, call, ({ enabled, attached }) => ({
      enabled: { ...enabled, [type]: call.clock.now() },
      attached: Object.fromEntries(
        targetsOf(organization).map((target) => [target, [...(attached[target] ?? []), managed]]),
      ),
    }));
    return { Root: describeRoot(organization, call) };
  },
});
