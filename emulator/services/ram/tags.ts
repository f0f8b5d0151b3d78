import { list, optional, required, structure, text } from "../../validation/shapes";
import { refusals } from "./refusals";
import type { Share } from "./records";

export const tagList = list(structure({ key: optional(text()), value: optional(text()) }));
export const tagKeys = required(list(text()));

type Given = readonly { readonly key?: string; readonly value?: string }[];

const LIMIT = 50;

/** Tags with further ones put over them. */
export function withTags(tags: Share["tags"], given: Given = []): Share["tags"] {
  const added = given.map(({ key = "", value = "" }) => {
    if (key === "" || key.length > 128 || value.length > 256) throw refusals.badTag();
    if (key.toLowerCase().startsWith("aws:")) throw refusals.systemTag(key);
    return [key, value] as const;
  });
  const all = { ...tags, ...Object.fromEntries(added) };
  if (Object.keys(all).length > LIMIT) throw refusals.tooManyTags(LIMIT);
  return all;
}

export function withoutTags(tags: Share["tags"], keys: readonly string[]): Share["tags"] {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}
