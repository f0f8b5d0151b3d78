import type { Call } from "../../operation/operation";
import type { Policy } from "../../policies/document";
import { parseIdentityPolicy } from "../../policies/parse";
import { roleOf } from "../../policies/principals";
import { identityOfSession } from "./role-identity";
import { sessionPolicyOf } from "./session-policies";

/** What IAM says of whoever calls. */
export interface Identity {
  /** Everything that is attached to the user or role; undefined for who is allowed everything. */
  readonly policies?: readonly Policy[];
  readonly boundary?: Policy;
  /** What was handed over when the role was assumed: all of it together is the most that the session may do. */
  readonly session?: Policy;
}

export function identityOf(call: Pick<Call, "principal" | "world" | "store" | "clock">): Identity {
  const { principal } = call;
  const name = roleOf(principal)?.split("/").at(-1);
  if (name === undefined) return identityOfUser(call);
  const session = sessionPolicyOf(call);
  return { ...identityOfSession(name, principal, call), ...(session && { session }) };
}

/** Nobody has narrowed users without policies, nor ever does root users. */
function identityOfUser({ principal, world }: Pick<Call, "principal" | "world">): Identity {
  const { arn, kind, account } = principal;
  const user = kind === "user" ? world.accounts[account]?.users[arn.split("/").at(-1)!] : undefined;
  const { policies, permissionsBoundary } = user ?? {};
  return {
    ...(policies && { policies: policies.map(identityPolicy) }),
    ...(permissionsBoundary && { boundary: identityPolicy(permissionsBoundary) }),
  };
}

/** A policy that is attached to somebody: it names no principal. */
export function identityPolicy(document: object): Policy {
  return parseIdentityPolicy(JSON.stringify(document));
}
