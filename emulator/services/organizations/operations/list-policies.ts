import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { controlState, policyOf } from "../control-state";
import { policySummary } from "../describe-policies";
import { onePage, paging } from "../listing";
import { managedIdOf } from "../managed-policies";
import { managedOrganization } from "../managing";
import { ofType } from "../policy-permissions";
import { isControlType, onlyControl, policyType } from "../policy-types";

const managedIsListed = assume(
  "organizations.managedPolicyListed",
  "AWS's own policy of a type is listed whether or not the root has enabled the type",
  { whenEnabled: "only when it has" },
);

export const listPolicies = operation({
  name: "ListPolicies",
  access: "read",
  input: { Filter: required(policyType), ...paging },
  subject: "Filter",
  permissions: [{ action: "organizations:ListPolicies", context: ({ Filter }) => ofType(Filter) }],
  behaviours: [
    { source: "docs", what: "all policies of a type, attached or not, AWS's own included" },
    managedIsListed,
    onlyControl,
  ],
  run({ Filter: type, ...page }, call) {
    const organization = managedOrganization(call);
    const state = controlState(organization, call);
    const own = Object.keys(state.policies).filter((id) => state.policies[id]!.type === type);
    const isListed =
      isControlType(type) && (state.enabled[type] !== undefined || !managedIsListed.is("whenEnabled", call));
    const { items, ...rest } = onePage(page, isListed ? [managedIdOf(type), ...own] : own);
    return {
      Policies: items.map((id) => policySummary(id, policyOf(id, state)!, organization, call)),
      ...rest,
    };
  },
});
