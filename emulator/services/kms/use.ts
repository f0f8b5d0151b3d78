import type { Call } from "../../operation/operation";
import { calledVia, type Context } from "../../policies/context-keys";
import { parsePolicy } from "../../policies/parse";
import { grantStatements } from "./grants";
import { aliasArn, type Key, keyAt, keysOf, ownerOf } from "./keys";
import { whyDenied } from "../../authorization/allowed";
import { partitionOf } from "../../world/partitions";

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
 * Why the caller may not use a key so, in the manner of AWS; undefined when it may. The key's policy and its grants come first:
 * an account that they name is everybody in it whom its own policies allow that.
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
  const region = key.arn.split(":")[3];
  const context = {
    ...keyContext(key),
    "kms:CallerAccount": call.account,
    ...(via !== undefined && { ...calledVia(via), "kms:ViaService": `${via}.${region}.amazonaws.com` }),
    ...(GRANTING.includes(use) && { "kms:GrantIsForAWSResource": via !== undefined }),
    ...more,
  };
  const statements = [
    ...parsePolicy(JSON.stringify(key.policy)).statements,
    ...grantStatements(key.arn, grantTokens, call),
  ];
  return whyDenied({ action: `kms:${use}`, resource: key.arn, context }, call, {
    policy: { statements },
    owner: ownerOf(key),
    mustAllow: true,
  });
}

const GRANTING: readonly Use[] = ["CreateGrant", "ListGrants", "RevokeGrant"];

/** What conditions are told of a key. */
function keyContext({ arn, aliases }: Key): Context {
  return {
    "kms:KeyOrigin": "AWS_KMS",
    "kms:KeySpec": "SYMMETRIC_DEFAULT",
    "kms:KeyUsage": "ENCRYPT_DECRYPT",
    "kms:MultiRegion": false,
    "kms:ResourceAliases": aliases,
    "aws:ResourceAccount": ownerOf({ arn }),
  };
}

/** What is done with a key on the way of a call; its own policy has a say in it. */
export function keyPermission(use: Use, ...keys: readonly string[]) {
  return {
    action: `kms:${use}`,
    on: { key: () => undefined },
    keys: ["kms:CallerAccount", "kms:ViaService", ...keys],
    isAskedLater: true,
  } as const;
}
