import type { Call } from "../../operation";
import type { Context } from "../../policies/context-keys";
import { contextOf, viaService } from "../../policies/context";
import { evaluate } from "../../policies/evaluate";
import { isGranted } from "./grants";
import { aliasArn, type Key, keyAt, keysOf, readPolicy } from "./keys";
import { partitionOf } from "../../partitions";

/** What other services do with keys, for whoever calls them. */
export type Use =
  | "Decrypt"
  | "GenerateDataKey"
  | "CreateGrant"
  | "DescribeKey"
  | "GetKeyPolicy"
  | "ListAliases"
  | "ListGrants"
  | "RevokeGrant";

/**
 * Which key somebody means by an ARN, a key's id, an alias or its ARN; undefined when there is none in that Region. A
 * name without an account is one of the caller's own.
 */
export function resolveKey(
  id: string,
  { account, region, ...emulated }: Pick<Call, "account" | "region" | "world" | "store">,
): Key | undefined {
  const own = `arn:${partitionOf(region)}:kms:${region}:${account}:`;
  const arn = id.startsWith("arn:") ? id : own + (id.startsWith("alias/") ? id : `key/${id}`);
  const [, , , itsRegion, itsOwner = "", resource = ""] = arn.split(":");
  if (itsRegion !== region) return undefined;
  if (resource.startsWith("key/")) return keyAt(arn, emulated);
  return keysOf(itsOwner, region, emulated).find((key) =>
    key.aliases.some((alias) => aliasArn(key, alias) === arn),
  );
}

/**
 * Why the caller may not use a key so, in the manner of AWS; undefined when it may. The key's policy and its grants decide alone:
 * identities of the emulated world are allowed everything, so an account that a policy names is everybody in it.
 * @param via the service that uses the key for the caller
 * @param more what that service says of the use
 * @param grantTokens of grants that count already, since these are shown
 */
export function whyNotUsable(
  key: Key,
  use: Use,
  call: Call,
  via?: string,
  more: Context = {},
  grantTokens: readonly string[] = [],
): string | undefined {
  const [, , , region, owner] = key.arn.split(":");
  const action = `kms:${use}`;
  const request = {
    principal: call.principal,
    action,
    resource: key.arn,
    context: {
      ...contextOf(call, key.arn),
      "kms:CallerAccount": call.account,
      ...(via !== undefined && { ...viaService, "kms:ViaService": `${via}.${region}.amazonaws.com` }),
      ...more,
      ...(use === "CreateGrant" && { "kms:GrantIsForAWSResource": via !== undefined }),
    },
  };
  const verdict = evaluate(readPolicy(key.policy), request);
  const refused = `User: ${call.principal.arn} is not authorized to perform: ${action} on resource: ${key.arn}`;
  if (verdict === "denied") return `${refused} with an explicit deny in a resource-based policy`;
  if (verdict === "allowed" || isGranted(key.arn, request, grantTokens, call)) return undefined;
  const isOwn = owner === call.account;
  return `${refused} because no ${isOwn ? "identity" : "resource"}-based policy allows the ${action} action`;
}
