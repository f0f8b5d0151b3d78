import type { Call } from "../../operation/operation";
import { partitionOf } from "../../world/partitions";
import { text } from "../../validation/shapes";
import { attachedTo, controlState, policyOf, targetsOf } from "./control-state";
import { type ControlPolicy, managedPolicy } from "./managed-policies";
import { managedOrganization } from "./managing";
import { type Organization, organizationArns } from "./membership";
import { refusals } from "./refusals";

export const policyId = text({ max: 130, pattern: /p-[0-9a-zA-Z_]{8,128}/ });
export const targetId = text({
  max: 100,
  pattern: /(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})/,
});

interface Found {
  readonly organization: Organization;
  readonly policy: ControlPolicy;
}

/** A policy of the organization that the caller manages, or AWS's own. */
export function findPolicy(id: string, call: Call): Found {
  const organization = managedOrganization(call);
  const policy = policyOf(id, controlState(organization, call));
  if (!policy) throw refusals.unknownPolicy();
  return { organization, policy };
}

/** The same, where it is about to be changed. */
export function findOwnPolicy(id: string, call: Call): Found {
  const found = findPolicy(id, call);
  if (managedPolicy(id)) throw refusals.immutable();
  return found;
}

/** A policy and what it is attached to, or is about to be. */
export function findAttachment(
  { PolicyId, TargetId }: { readonly PolicyId: string; readonly TargetId: string },
  call: Call,
): Found & { readonly attached: readonly string[] } {
  const found = findPolicy(PolicyId, call);
  requireTarget(TargetId, found.organization);
  const attached = attachedTo(TargetId, found.policy.type, controlState(found.organization, call));
  return { ...found, attached };
}

/** Refuses what policies cannot be attached to. */
export function requireTarget(id: string, organization: Organization): void {
  if (!targetsOf(organization).includes(id)) throw refusals.unknownTarget();
}

/** The ARN of a policy; AWS's own belong to no account. */
export function policyArn(id: string, { type }: Pick<ControlPolicy, "type">, of: Organization, call: Call) {
  const partition = partitionOf(call.region);
  return managedPolicy(id)
    ? `arn:${partition}:organizations::aws:policy/${type.toLowerCase()}/${id}`
    : organizationArns(of, partition).policy(type, id);
}

/** The ARN of a root, unit or account. */
export function targetArn(id: string, of: Organization, { region }: Pick<Call, "region">): string {
  const arns = organizationArns(of, partitionOf(region));
  if (id === of.rootId) return arns.root;
  return id.startsWith("ou-") ? arns.unit(id) : arns.account(id);
}
