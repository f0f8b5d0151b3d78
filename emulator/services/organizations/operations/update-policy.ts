import { operation } from "../../../operation/operation";
import { optional, required } from "../../../validation/shapes";
import { changeControl, controlState } from "../control-state";
import { describePolicyOf } from "../describe-policies";
import { findOwnPolicy, policyId } from "../find-policy";
import { content, description, policyName, requireContent, requireOwnName } from "../policy-contents";
import { aboutPolicy } from "../policy-permissions";

export const updatePolicy = operation({
  name: "UpdatePolicy",
  access: "write",
  input: {
    PolicyId: required(policyId),
    Name: optional(policyName),
    Description: optional(description),
    Content: optional(content),
  },
  subject: "PolicyId",
  permissions: aboutPolicy("UpdatePolicy"),
  behaviours: [{ source: "docs", what: "what is not given stays as it is, the type always" }],
  run({ PolicyId, Name, Description, Content }, call) {
    const { organization, policy } = findOwnPolicy(PolicyId, call);
    const changed = {
      ...policy,
      name: Name ?? policy.name,
      description: Description ?? policy.description,
      content: Content ?? policy.content,
    };
    requireOwnName(changed.name, policy.type, controlState(organization, call), PolicyId);
    if (Content !== undefined) requireContent(Content, policy.type, organization);
    changeControl(organization, call, ({ policies }) => ({ policies: { ...policies, [PolicyId]: changed } }));
    return describePolicyOf(PolicyId, organization, call);
  },
});
