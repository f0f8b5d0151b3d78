import { controlPolicyProblem } from "../policies/control";
import { targetsOf } from "../services/organizations/control-state";
import type { World } from "../world/schema";

/** Every control policy of a world that cannot be, by its path. */
export function badControlPolicies({ organization }: World): string[] {
  if (!organization) return [];
  const targets = targetsOf(organization);
  return Object.entries(organization.policies).flatMap(([id, policy]) => {
    const path = `organization.policies.${id}`;
    const why = controlPolicyProblem(policy.type, JSON.stringify(policy.document));
    const unknown = policy.targets.filter((target) => !targets.includes(target));
    return [
      ...(organization.featureSet === "ALL" ? [] : [`${path}: control policies need all features`]),
      ...(why === undefined ? [] : [`${path}.document: ${why}`]),
      ...unknown.map((target) => `${path}.targets: there is no ${target} in the organization`),
    ];
  });
}
