import type { Call } from "../../operation";
import type { Policy } from "../../policies/document";
import { parsePolicy } from "../../policies/parse";
import { roleOf } from "../../policies/principals";

/** What IAM says of whoever calls. */
export interface Identity {
  /** Everything that is attached to the user or role; undefined for who is allowed everything. */
  readonly policies?: readonly Policy[];
  readonly boundary?: Policy;
  /** What was handed over when the role was assumed. */
  readonly session?: Policy;
}

/** Nobody has narrowed these: users and root users of the emulated world, and roles without policies. */
const EVERYTHING: Identity = {};

export function identityOf({ principal, world }: Pick<Call, "principal" | "world" | "store">): Identity {
  const name = roleOf(principal)?.split("/").at(-1);
  const role = name === undefined ? undefined : world.accounts[principal.account]?.roles[name];
  if (!role) return EVERYTHING;
  const { policies, permissionsBoundary } = role;
  return {
    ...(policies && { policies: policies.map(identityPolicy) }),
    ...(permissionsBoundary && { boundary: identityPolicy(permissionsBoundary) }),
  };
}

/** A policy that is attached to somebody: it names no principal. */
export function identityPolicy(document: object): Policy {
  return parsePolicy(JSON.stringify(document), { principal: false });
}
