import { taggedAs } from "../../policies/request-tags";
import { list, structure, required, text } from "../../validation/shapes";
import { refusals } from "./refusals";

export type Tags = readonly { readonly Key: string; readonly Value: string }[];

const key = text({ min: 1, max: 128, pattern: /[\p{L}\p{Z}\p{N}_.:/=+\-@]+/u });
const value = text({ min: 0, max: 256, pattern: /[\p{L}\p{Z}\p{N}_.:/=+\-@]*/u });
export const tagList = list(structure({ Key: required(key), Value: required(value) }), { max: 50 });
export const tagKeys = list(key, { max: 50 });

const LIMIT = 50;
/** Keys of roles are told apart without regard to case, those of policies with it. */
const FOLDED = { role: (name: string) => name.toLowerCase(), policy: (name: string) => name } as const;
type Kind = keyof typeof FOLDED;

/** Tags with further ones put over them. */
export function withTags(kind: Kind, tags: Tags, given: Tags = []): Tags {
  const fold = FOLDED[kind];
  const added = given.map(({ Key }) => fold(Key));
  if (new Set(added).size < added.length) {
    throw kind === "role" ? refusals.roleTagTwice() : refusals.tagTwice();
  }
  const all = [...tags.filter(({ Key }) => !added.includes(fold(Key))), ...given];
  if (all.length > LIMIT) throw refusals.tooManyTags();
  return all;
}

export function withoutTags(kind: Kind, tags: Tags, keys: readonly string[]): Tags {
  const gone = keys.map(FOLDED[kind]);
  return tags.filter(({ Key }) => !gone.includes(FOLDED[kind](Key)));
}

/** Tags in the order in which they are read. */
export function sorted(tags: Tags): Tags {
  return [...tags].sort((one, other) => (one.Key < other.Key ? -1 : 1));
}

/** What conditions are told of tags that something has, each by a key of its own. */
export function tagKeysOf(key: string, tags: Tags = []) {
  return taggedAs(key, Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])));
}
