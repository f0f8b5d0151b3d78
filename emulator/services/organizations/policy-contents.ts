import { controlPolicyProblem } from "../../policies/control";
import { text } from "../../validation/shapes";
import type { ControlType } from "../../world/identities";
import type { ControlState } from "./control-state";
import { managedIdOf, managedPolicy } from "./managed-policies";
import type { Organization } from "./membership";
import { refusals } from "./refusals";

export const content = text({ min: 1 });
export const description = text({ max: 512 });
export const policyName = text({ min: 1, max: 128 });

/** Refuses a content that is too long, or no policy of its type. */
export function requireContent(written: string, type: ControlType, { policyLimits }: Organization): void {
  if (written.length > policyLimits[type].characters) throw refusals.tooLong();
  if (controlPolicyProblem(type, written) !== undefined) throw refusals.malformed();
}

/** Refuses the name of another policy of the type, AWS's own included. */
export function requireOwnName(
  name: string,
  type: ControlType,
  { policies }: ControlState,
  id?: string,
): void {
  const others = Object.entries(policies).filter(([other, policy]) => other !== id && policy.type === type);
  const names = [managedPolicy(managedIdOf(type))!, ...others.map(([, policy]) => policy)].map(
    (one) => one.name,
  );
  if (names.includes(name)) throw refusals.duplicatePolicy();
}
