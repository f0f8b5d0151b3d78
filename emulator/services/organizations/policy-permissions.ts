import type { Call } from "../../operation/operation";
import type { Context } from "../../policies/context-keys";
import { controlState, policyOf } from "./control-state";
import { policyArn, targetArn } from "./find-policy";
import type { ControlPolicy } from "./managed-policies";
import { type Organization, organizationOf } from "./membership";

/** AWS's reference of actions says `*` of what has no ARN; so has what is not there. */
const NOTHING = "*";

interface Policy {
  readonly PolicyId: string;
}
interface Target {
  readonly TargetId: string;
}

function within<T>(call: Call, look: (of: Organization) => T): T | undefined {
  const organization = organizationOf(call.account, call.world);
  return organization && look(organization);
}

const lookUp = (id: string, call: Call): ControlPolicy | undefined =>
  within(call, (of) => policyOf(id, controlState(of, call)));

function onPolicy({ PolicyId }: Policy, call: Call): string {
  const policy = lookUp(PolicyId, call);
  return (policy && within(call, (of) => policyArn(PolicyId, policy, of, call))) ?? NOTHING;
}

export function onTarget({ TargetId }: Target, call: Call): string {
  return within(call, (of) => targetArn(TargetId, of, call)) ?? NOTHING;
}

export function onRoot({ RootId }: { readonly RootId: string }, call: Call): string {
  return onTarget({ TargetId: RootId }, call);
}

export function onTagged({ ResourceId }: { readonly ResourceId: string }, call: Call): string {
  return ResourceId.startsWith("p-")
    ? onPolicy({ PolicyId: ResourceId }, call)
    : onTarget({ TargetId: ResourceId }, call);
}

export function ofType(type: string): Context {
  return { "organizations:PolicyType": type };
}

/** The type of the policy that a call names. */
function typeOfPolicy({ PolicyId }: Policy, call: Call): Context {
  const policy = lookUp(PolicyId, call);
  return policy ? ofType(policy.type) : {};
}

/** What a call needs that is about one policy. */
export function aboutPolicy(operation: string) {
  return [{ action: `organizations:${operation}`, on: onPolicy, context: typeOfPolicy }];
}

/** What a call needs that is about a policy and its target. */
export function aboutAttachment(operation: string) {
  const on = (input: Policy & Target, call: Call) => [onPolicy(input, call), onTarget(input, call)];
  return [{ action: `organizations:${operation}`, on, context: typeOfPolicy }];
}
