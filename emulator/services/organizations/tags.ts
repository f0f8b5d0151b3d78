import { list, required, structure, text } from "../../validation/shapes";
import { refusals } from "./refusals";

export type Tags = Readonly<Record<string, string>>;

const key = text({ min: 1, max: 128, pattern: /[\p{L}\p{Z}\p{N}_.:/=+\-@]*/u });
const value = text({ max: 256, pattern: /[\p{L}\p{Z}\p{N}_.:/=+\-@]*/u });

export const tagKeys = list(key);
export const tagList = list(structure({ Key: required(key), Value: required(value) }));
export const taggable = text({
  max: 130,
  pattern:
    /(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})|(^p-[0-9a-zA-Z_]{8,128})|(^rp-[0-9a-zA-Z_]{4,128})|(^rt-[0-9a-zA-Z_]{8,32})/,
});

type Given = readonly { readonly Key: string; readonly Value: string }[];

const LIMIT = 50;

/** Tags with further ones put over them. */
export function withTags(tags: Tags, given: Given): Tags {
  const keys = given.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) throw refusals.tagTwice();
  if (keys.some((one) => /^aws:/i.test(one))) throw refusals.systemTag();
  const all = { ...tags, ...Object.fromEntries(given.map(({ Key, Value }) => [Key, Value])) };
  if (Object.keys(all).length > LIMIT) throw refusals.tooManyTags();
  return all;
}

export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([name]) => !keys.includes(name)));
}
