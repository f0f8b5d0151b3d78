import { list, optional, structure, text } from "../../validation/shapes";
import { refusals } from "./refusals";

export type Tags = Readonly<Record<string, string>>;

export const tagList = list(structure({ Key: optional(text()), Value: optional(text()) }));
export const tagKeys = list(text());

type Given = readonly { readonly Key?: string; readonly Value?: string }[];

const LIMIT = 50;

/** Tags with further ones put over them. */
export function withTags(tags: Tags, given: Given = []): Tags {
  const all = { ...tags, ...Object.fromEntries(given.map(({ Key = "", Value = "" }) => [Key, Value])) };
  if (Object.keys(all).some((key) => /^(aws:|$)/i.test(key))) throw refusals.badTag();
  if (Object.keys(all).length > LIMIT) throw refusals.tooManyTags();
  return all;
}

export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([name]) => !keys.includes(name)));
}
