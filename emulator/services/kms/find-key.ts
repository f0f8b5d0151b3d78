import type { Call } from "../../operation";
import { text } from "../../validation/shapes";
import { type Key, ownerOf } from "./keys";
import { refusals } from "./refusals";
import { resolveKey, whyNotUsable } from "./use";

export const keyId = text({ min: 1, max: 2048 });

/** The key that is described: also another account's, where its policy allows that. */
export function findKey(id: string, call: Call): Key {
  const key = resolveKey(id, call);
  if (!key) throw refusals.noSuchKey(id, call);
  const why = whyNotUsable(key, "DescribeKey", call);
  if (why !== undefined) throw refusals.denied(why);
  return key;
}

/** A key of the caller's own, by its id or ARN. */
export function findOwnKey(id: string, action: "GetKeyPolicy" | "ListAliases", call: Call): Key {
  if (id.includes("alias/")) throw refusals.aliasGiven(id);
  const key = resolveKey(id, call);
  if (!key) throw refusals.noSuchKey(id, call);
  if (ownerOf(key) !== call.account) throw refusals.notTheOwner(action, key.arn);
  const why = action === "GetKeyPolicy" ? whyNotUsable(key, action, call) : undefined;
  if (why !== undefined) throw refusals.denied(why);
  return key;
}
