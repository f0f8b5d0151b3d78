import { notEmulated } from "../../errors";
import { type Call, operation } from "../../operation";
import { choice, list, optional, required, structure, text } from "../../validation/shapes";
import { serviceControlOf } from "../organizations/control-policies";
import { partitionHere, readArn } from "./arns";
import { policyDocument } from "./documents";
import { pagingBehaviour } from "./listing";
import { onPrincipal } from "./permissions";
import { refusals } from "./refusals";
import { parseIdentityPolicy } from "../../policies/parse";
import { type Attached, policiesOf } from "./role-identity";
import { arnOf, roleInForce } from "./roles";
import { arn } from "./shapes";
import { given, simulate, simulated } from "./simulation";

const TYPES = ["inline", "aws-managed", "user-managed", "permission-boundary", "scp", "rcp"] as const;

export const simulatePrincipalPolicy = operation({
  name: "SimulatePrincipalPolicy",
  access: "read",
  input: {
    PolicySourceArn: required(arn),
    PolicyInputList: optional(list(policyDocument)),
    PolicyExclusionList: optional(
      list(structure({ PolicyType: optional(choice(TYPES)), PolicyArn: optional(text()) }), { max: 256 }),
    ),
    ...simulated,
  },
  subject: "PolicySourceArn",
  permissions: onPrincipal("SimulatePrincipalPolicy"),
  behaviours: [
    { source: "docs", what: "the given policies count beside those that the user or role has" },
    { source: "docs", what: "the organization's service control policies count as well" },
    { source: "docs", what: "conditions know nothing but the given context" },
    { source: "design", what: "where in a document a statement stands is not told" },
    { source: "design", what: "a PolicyExclusionList is not emulated, and answered so" },
    pagingBehaviour,
  ],
  run(input, call) {
    if (input.PolicyExclusionList) throw notEmulated("the PolicyExclusionList of SimulatePrincipalPolicy");
    const { PolicySourceArn, PolicyInputList } = input;
    const { all, boundary } = attachedTo(PolicySourceArn, call);
    const serviceControl = serviceControlOf(call.account, call);
    const who = {
      arn: PolicySourceArn,
      policies: [...all, ...given("PolicyInputList", PolicyInputList)],
      ...(boundary && { boundary }),
      ...(serviceControl && { serviceControl }),
    };
    return simulate(who, input, call);
  },
});

/** What a role of the account has, or its user, who is allowed everything. */
function attachedTo(source: string, call: Call): { all: Attached[]; boundary?: Attached } {
  const [partition, { account }] = [partitionHere(call), call];
  const named = readArn(source, "role");
  const role = named && roleInForce(partition, account, named.name, call);
  if (role && arnOf(role) === source) return policiesOf(role, call);
  if (source !== `arn:${partition}:iam::${account}:user/emulated`) throw refusals.noSuchPrincipal(source);
  const everything = { Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
  return { all: [{ id: "AdministratorAccess", policy: parseIdentityPolicy(JSON.stringify(everything)) }] };
}
