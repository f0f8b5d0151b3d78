import type { Call } from "../../operation/operation";
import { controlState, policyOf } from "./control-state";
import { policyArn, targetArn } from "./find-policy";
import { type ControlPolicy, managedPolicy } from "./managed-policies";
import type { Organization } from "./membership";

/** A policy as the listings write it. */
export function policySummary(id: string, policy: ControlPolicy, of: Organization, call: Call) {
  const { name, description, type } = policy;
  return {
    Id: id,
    Arn: policyArn(id, policy, of, call),
    Name: name,
    Description: description,
    Type: type,
    AwsManaged: managedPolicy(id) !== undefined,
  };
}

export function describePolicyOf(id: string, of: Organization, call: Call) {
  const policy = policyOf(id, controlState(of, call))!;
  return { Policy: { PolicySummary: policySummary(id, policy, of, call), Content: policy.content } };
}

/** What a policy is attached to. */
export function targetSummary(id: string, of: Organization, call: Call) {
  return { TargetId: id, Arn: targetArn(id, of, call), ...kindOf(id, of, call) };
}

function kindOf(id: string, of: Organization, { world }: Call) {
  if (id === of.rootId) return { Name: "Root", Type: "ROOT" };
  const unit = of.organizationalUnits.find((one) => one.id === id);
  return unit
    ? { Name: unit.name, Type: "ORGANIZATIONAL_UNIT" }
    : { Name: world.accounts[id]?.name ?? "", Type: "ACCOUNT" };
}
