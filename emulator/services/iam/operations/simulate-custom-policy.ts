import { operation } from "../../../operation/operation";
import { list, optional, required, structure } from "../../../validation/shapes";
import { policyDocument } from "../documents";
import { pagingBehaviour } from "../listing";
import { onAnything } from "../permissions";
import { given, simulate, simulated } from "../simulation";

export const simulateCustomPolicy = operation({
  name: "SimulateCustomPolicy",
  access: "read",
  input: {
    PolicyInputList: required(list(policyDocument)),
    OrderedOrganizationPolicyInputList: optional(
      list(structure({ ServiceControlPolicyInputList: optional(list(policyDocument)) }), { max: 7 }),
    ),
    ...simulated,
  },
  permissions: onAnything("SimulateCustomPolicy"),
  behaviours: [
    { source: "docs", what: "each action is decided on each resource; without any on *" },
    { source: "docs", what: "conditions know nothing but the given context" },
    { source: "design", what: "where in a document a statement stands is not told" },
    pagingBehaviour,
  ],
  run(input, call) {
    const levels = input.OrderedOrganizationPolicyInputList?.map(({ ServiceControlPolicyInputList }) =>
      given("ServiceControlPolicyInputList", ServiceControlPolicyInputList).map(({ policy }) => policy),
    );
    const policies = given("PolicyInputList", input.PolicyInputList);
    return simulate({ arn: "", policies, ...(levels && { serviceControl: levels }) }, input, call);
  },
});
