import type { Call } from "../../operation";
import type { Policy } from "../../policies/document";
import { readPolicy } from "../../policies/parse";
import { roleOf } from "../../policies/principals";
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
  // Nobody has narrowed roles and users without policies, nor ever does root users.
  const { policies, permissionsBoundary } = narrowed(call) ?? {};
  const session = sessionPolicyOf(call);
  return {
    ...(policies && { policies: policies.map(identityPolicy) }),
    ...(permissionsBoundary && { boundary: identityPolicy(permissionsBoundary) }),
    ...(session && { session }),
  };
}

/** The role or user of the world, if it is one. */
function narrowed({ principal, world }: Pick<Call, "principal" | "world">) {
  const { arn, kind } = principal;
  const { roles, users } = world.accounts[principal.account] ?? {};
  const name = (roleOf(principal) ?? arn).split("/").at(-1)!;
  return { "assumed-role": roles?.[name], user: users?.[name], root: undefined, anonymous: undefined }[kind];
}

/** A policy that is attached to somebody: it names no principal. */
export function identityPolicy(document: object): Policy {
  return readPolicy(document, { principal: false });
}
