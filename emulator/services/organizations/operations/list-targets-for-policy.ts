import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { controlState, targetsOf } from "../control-state";
import { targetSummary } from "../describe-policies";
import { findPolicy, policyId } from "../find-policy";
import { onePage, paging } from "../listing";
import { aboutPolicy } from "../policy-permissions";

export const listTargetsForPolicy = operation({
  name: "ListTargetsForPolicy",
  access: "read",
  input: { PolicyId: required(policyId), ...paging },
  subject: "PolicyId",
  permissions: aboutPolicy("ListTargetsForPolicy"),
  behaviours: [
    { source: "docs", what: "every root, unit and account that the policy itself is attached to" },
  ],
  run({ PolicyId, ...page }, call) {
    const { organization } = findPolicy(PolicyId, call);
    const { attached } = controlState(organization, call);
    const targets = targetsOf(organization).filter((id) => attached[id]?.includes(PolicyId));
    const { items, ...rest } = onePage(page, targets);
    return { Targets: items.map((id) => targetSummary(id, organization, call)), ...rest };
  },
});
