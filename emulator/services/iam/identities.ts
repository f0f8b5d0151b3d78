import type { Call } from "../../operation";
import type { Policy } from "../../policies/document";
import { roleOf } from "../../policies/principals";
import { attachedPolicy, identityOfSession } from "./role-identity";

/** What IAM says of whoever calls. */
export interface Identity {
  /** Everything that is attached to the user or role; undefined for who is allowed everything. */
  readonly policies?: readonly Policy[];
  readonly boundary?: Policy;
  /** What was handed over when the role was assumed. */
  readonly session?: Policy;
}

/** Nobody has narrowed these: users and root users of the emulated world. */
const EVERYTHING: Identity = {};

export function identityOf(call: Pick<Call, "principal" | "world" | "store" | "clock">): Identity {
  const name = roleOf(call.principal)?.split("/").at(-1);
  return name === undefined ? EVERYTHING : identityOfSession(name, call.principal, call);
}

/** A policy that is attached to somebody: it names no principal. */
export function identityPolicy(document: object): Policy {
  return attachedPolicy(JSON.stringify(document));
}
