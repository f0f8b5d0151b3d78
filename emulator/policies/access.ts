import type { Policy } from "./document";
import { evaluate, type PolicyRequest } from "./evaluate";

/**
 * Whether somebody may do something with a thing that has a policy, or none. In the owner's account the policy is not
 * needed, since identities of the emulated world are allowed everything there, but it can deny; whoever is in another account needs its
 * permission. (Keys of KMS are otherwise: there the policy is needed in both.)
 */
export function isPermitted(policy: Policy | undefined, owner: string, request: PolicyRequest): boolean {
  const verdict = policy ? evaluate(policy, request) : "not mentioned";
  return verdict === "allowed" || (verdict === "not mentioned" && request.principal.account === owner);
}
