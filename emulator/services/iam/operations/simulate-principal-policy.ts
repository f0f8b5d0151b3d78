import { notEmulated } from "../../../behaviours/refusals";
import { type Call, operation } from "../../../operation/operation";
import { ALLOW_EVERYTHING } from "../../../policies/document";
import { choice, list, optional, required, structure, text } from "../../../validation/shapes";
import type { World } from "../../../world/schema";
import { serviceControlOf } from "../../organizations/control-policies";
import { partitionHere, readArn } from "../arns";
import { policyDocument } from "../documents";
import { pagingBehaviour } from "../listing";
import { onPrincipal } from "../permissions";
import { refusals } from "../refusals";
import { identityPolicy } from "../identities";
import { type Attached, policiesOf } from "../role-identity";
import { arnOf, roleInForce } from "../roles";
import { arn } from "../shapes";
import { given, simulate, simulated } from "../simulation";

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

/** What a role or a user of the account has; without policies, a user is allowed everything. */
function attachedTo(source: string, call: Call): { all: Attached[]; boundary?: Attached } {
  const [partition, { account, world }] = [partitionHere(call), call];
  const named = readArn(source, "role");
  const role = named && roleInForce(partition, account, named.name, call);
  if (role && arnOf(role) === source) return policiesOf(role, call);
  const users = { emulated: { path: "/" }, ...world.accounts[account]?.users };
  const [name, user] =
    Object.entries<User>(users).find(
      ([one, { path }]) => source === `arn:${partition}:iam::${account}:user${path}${one}`,
    ) ?? [];
  if (!user) throw refusals.noSuchPrincipal(source);
  const { policies = [ALLOW_EVERYTHING], permissionsBoundary } = user;
  const attached = (document: object, id: string) => ({ id, policy: identityPolicy(document) });
  return {
    all: policies.map((document, i) => attached(document, `user_${name}_world-${i + 1}`)),
    ...(permissionsBoundary && { boundary: attached(permissionsBoundary, `${name}-boundary`) }),
  };
}

type User = Pick<World["accounts"][string]["users"][string], "path" | "policies" | "permissionsBoundary">;
