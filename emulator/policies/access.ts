import type { Policy } from "./document";
import { evaluate, type PolicyRequest } from "./evaluate";

/**
 * Why somebody may not do something with a thing that has a policy, or none, as AWS puts it; undefined when he may. In the
 * owner's account the policy is not needed, since identities of the emulated world are allowed everything there, but
 * it can deny; whoever is in another account needs its permission. (Keys of KMS are otherwise: there the policy is needed
 * in both.)
 */
export function whyDenied(
  policy: Policy | undefined,
  owner: string,
  request: PolicyRequest,
): string | undefined {
  const verdict = policy ? evaluate(policy, request) : "not mentioned";
  if (verdict === "denied") return "with an explicit deny in a resource-based policy";
  if (verdict === "allowed" || request.principal.account === owner) return undefined;
  return `because no resource-based policy allows the ${request.action} action`;
}
