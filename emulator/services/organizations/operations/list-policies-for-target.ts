import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { attachedTo, controlState, policyOf } from "../control-state";
import { policySummary } from "../describe-policies";
import { requireTarget, targetId } from "../find-policy";
import { onePage, paging } from "../listing";
import { managedOrganization } from "../managing";
import { ofType, onTarget } from "../policy-permissions";
import { isControlType, onlyControl, policyType } from "../policy-types";

export const listPoliciesForTarget = operation({
  name: "ListPoliciesForTarget",
  access: "read",
  input: { TargetId: required(targetId), Filter: required(policyType), ...paging },
  subject: "TargetId",
  permissions: [
    {
      action: "organizations:ListPoliciesForTarget",
      on: onTarget,
      context: ({ Filter }) => ofType(Filter),
    },
  ],
  behaviours: [
    { source: "docs", what: "only what is attached to the target itself, not what it inherits" },
    onlyControl,
  ],
  run({ TargetId, Filter: type, ...page }, call) {
    const organization = managedOrganization(call);
    requireTarget(TargetId, organization);
    const state = controlState(organization, call);
    const { items, ...rest } = onePage(page, isControlType(type) ? attachedTo(TargetId, type, state) : []);
    return {
      Policies: items.map((id) => policySummary(id, policyOf(id, state)!, organization, call)),
      ...rest,
    };
  },
});
