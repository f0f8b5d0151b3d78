import { requestTags } from "../../policies/request-tags";
import type { Call } from "../../operation/operation";
import { contextOf } from "./call-context";
import type { Context } from "../../policies/context-keys";
import { evaluate } from "../../policies/evaluate";
import { parsePolicy } from "../../policies/parse";
import type { Requester } from "../../policies/principals";
import { arnOf, type Role } from "./roles";
import type { Tags } from "./tags";
import { hostOf, saidOf } from "./trust-from-world";

/** What AssumeRole says that a trust policy may ask for. */
interface Asked {
  readonly RoleSessionName: string;
  readonly ExternalId?: string;
  readonly Tags?: Tags;
  readonly TransitiveTagKeys?: readonly string[];
}

/** Whether the caller may assume the role. */
export function mayAssume(role: Role, asked: Asked, call: Call): boolean {
  if (role.trust !== undefined) return trusts(role.trust, "AssumeRole", role, asked, call);
  const said = saidOf(role, call);
  const isTrusted = said.trusts === "*" || said.trusts.includes(call.principal.account);
  return isTrusted && (said.externalId === undefined || said.externalId === asked.ExternalId);
}

/** Whether the caller may bring tags to a session of the role. */
export function mayTag(role: Role, asked: Asked, call: Call): boolean {
  if (role.trust !== undefined) return trusts(role.trust, "TagSession", role, asked, call);
  return saidOf(role, call).sessionTags;
}

/** Whether who shows a web identity may assume the role. */
export function mayAssumeWithWebIdentity(
  role: Role,
  { iss, sub, aud }: { readonly iss: string; readonly sub?: string; readonly aud?: string },
  call: Call,
): boolean {
  if (role.trust === undefined) {
    const { trustedIssuers } = saidOf(role, call);
    return trustedIssuers === "*" || trustedIssuers.includes(iss);
  }
  const host = hostOf(iss);
  const federated = `arn:${role.partition}:iam::${role.account}:oidc-provider/${host}`;
  const context = { [`${host}:sub`]: sub, [`${host}:aud`]: aud };
  const principal = { ...call.principal, federated };
  return allows(role.trust, "AssumeRoleWithWebIdentity", role, principal, context, call);
}

function trusts(trust: string, action: string, role: Role, asked: Asked, call: Call): boolean {
  return allows(
    trust,
    action,
    role,
    call.principal,
    {
      "sts:RoleSessionName": asked.RoleSessionName,
      "sts:ExternalId": asked.ExternalId,
      "sts:TransitiveTagKeys": asked.TransitiveTagKeys ?? [],
      ...requestTags({ Tags: asked.Tags }),
    },
    call,
  );
}

function allows(
  trust: string,
  action: string,
  role: Role,
  principal: Requester,
  context: Context,
  call: Call,
): boolean {
  const resource = arnOf(role);
  const known = { ...contextOf(call, resource), ...context };
  const request = { principal, action: `sts:${action}`, resource, context: known };
  return evaluate(parsePolicy(trust, { resource: false }), request) === "allowed";
}
