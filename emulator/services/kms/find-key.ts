import type { Call } from "../../operation/operation";
import type { Context } from "../../policies/context-keys";
import { text } from "../../validation/shapes";
import { type Key, ownerOf } from "./keys";
import { refusals } from "./refusals";
import { resolveKey, type Use, whyNotUsable } from "./use";

export const keyId = text({ min: 1, max: 2048 });

/** The key that something is done with: also another account's, where its policy allows that. */
export function findKey(id: string, call: Call, grantTokens?: readonly string[]): Key {
  const alias = id.includes("alias/") ? id.replace(/^arn:.*:alias/, "alias") : undefined;
  return allowed(id, "DescribeKey", call, { "kms:RequestAlias": alias }, grantTokens);
}

/** The same by its id or ARN only. */
export function findKeyFor(
  id: string,
  use: "CreateGrant" | "ListGrants" | "RevokeGrant",
  call: Call,
  context?: Context,
): Key {
  if (id.includes("alias/")) throw refusals.aliasGiven();
  return allowed(id, use, call, context);
}

function allowed(
  id: string,
  use: Use,
  call: Call,
  context: Context = {},
  grantTokens?: readonly string[],
): Key {
  const key = resolveKey(id, call);
  if (!key) throw refusals.noSuchKey(id, call);
  const why = whyNotUsable(key, use, call, undefined, context, grantTokens);
  if (why !== undefined) throw refusals.denied(why);
  return key;
}

/** A key of the caller's own: by its id or ARN, where its aliases are asked for by an alias as well. */
export function findOwnKey(id: string, action: "GetKeyPolicy" | "ListAliases", call: Call): Key {
  if (action === "GetKeyPolicy" && id.includes("alias/")) throw refusals.aliasGiven();
  const key = resolveKey(id, call);
  if (!key) throw refusals.noSuchKey(id, call);
  if (ownerOf(key) !== call.account) throw refusals.notTheOwner(action, key.arn);
  const why = action === "GetKeyPolicy" ? whyNotUsable(key, action, call) : undefined;
  if (why !== undefined) throw refusals.denied(why);
  return key;
}
