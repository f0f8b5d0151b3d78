import type { Call } from "../../operation/operation";
import type { Context } from "../../policies/context-keys";
import { iamArn, partitionHere } from "./arns";
import { findPolicy } from "./policies";
import { arnOf, knownRole } from "./roles";
import { tagKeysOf } from "./tags";

/** IAM is one for a partition, and its requests are those of one Region. */
const HOME: Readonly<Record<string, string>> = { "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1" };

function home(call: Call): Context {
  return { "aws:RequestedRegion": HOME[partitionHere(call)] ?? "us-east-1" };
}

/** The keys that only some of the operations on roles know. */
interface RoleInput {
  readonly RoleName: string;
  readonly Path?: string;
  readonly PolicyArn?: string;
  readonly PermissionsBoundary?: string;
}

function here(name: string, call: Call) {
  return knownRole(partitionHere(call), call.account, name, call);
}

/**
 * An action on a role.
 * @param isBounded whether a condition may ask for the boundary that the role has, or gets
 */
export function onRole<I extends RoleInput>(action: string, { isBounded = false } = {}) {
  const permission = {
    action: `iam:${action}`,
    on: ({ RoleName, Path = "/" }: I, call: Call): string => {
      const role = here(RoleName, call);
      return role ? arnOf(role) : iamArn(partitionHere(call), call.account, "role", Path, RoleName);
    },
    context: (input: I, call: Call): Context => {
      const role = here(input.RoleName, call);
      return {
        ...home(call),
        ...tagKeysOf("aws:ResourceTag", role?.tags),
        ...tagKeysOf("iam:ResourceTag", role?.tags),
        "iam:PolicyARN": input.PolicyArn,
        "iam:PermissionsBoundary": isBounded ? (input.PermissionsBoundary ?? role?.boundary) : undefined,
      };
    },
  };
  return [permission];
}

/** An action on a managed policy that exists. */
export function onPolicy<I extends { readonly PolicyArn: string }>(action: string) {
  const permission = {
    action: `iam:${action}`,
    on: ({ PolicyArn }: I): string => PolicyArn,
    context: (input: I, call: Call): Context => ({
      ...home(call),
      ...tagKeysOf("aws:ResourceTag", findPolicy(input.PolicyArn, call, action)?.tags),
    }),
  };
  return [permission];
}

/** An action for which AWS knows no resource. */
export function onAnything(action: string) {
  return [{ action: `iam:${action}`, context: (_input: object, call: Call): Context => home(call) }];
}

/** Making a managed policy. */
export const makingPolicy = [
  {
    action: "iam:CreatePolicy",
    on: ({ PolicyName, Path = "/" }: { readonly PolicyName: string; readonly Path?: string }, call: Call) =>
      iamArn(partitionHere(call), call.account, "policy", Path, PolicyName),
    context: (_input: object, call: Call): Context => home(call),
  },
];

/** An action on the user or role that the call names. */
export function onPrincipal<I extends { readonly PolicySourceArn: string }>(action: string) {
  return [
    {
      action: `iam:${action}`,
      on: ({ PolicySourceArn }: I): string => PolicySourceArn,
      context: (_input: I, call: Call): Context => home(call),
    },
  ];
}
