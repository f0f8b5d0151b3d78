import { list, required, structure, text } from "../../validation/shapes";
import { customModelRefusals as refusals } from "./custom-model-refusals";

export type Tags = Readonly<Record<string, string>>;

const PATTERN = /[a-zA-Z0-9\s._:/=+@-]*/;
const tagKey = text({ min: 1, max: 128, pattern: PATTERN });
const tag = structure({
  key: required(tagKey),
  value: required(text({ min: 0, max: 256, pattern: PATTERN })),
});

/** The shape lets more through than a resource may have. */
export const tagList = list(tag, { max: 200 });
export const tagKeyList = list(tagKey, { max: 200 });

const LIMIT = 50;

/** Tags with further ones put over them. */
export function withTags(
  tags: Tags,
  given: readonly { readonly key: string; readonly value: string }[] = [],
): Tags {
  const system = given.find(({ key }) => key.toLowerCase().startsWith("aws:"));
  if (system) throw refusals.systemTag(system.key);
  const all = { ...tags, ...Object.fromEntries(given.map(({ key, value }) => [key, value] as const)) };
  if (Object.keys(all).length > LIMIT) throw refusals.tooManyTags(LIMIT);
  return all;
}

export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

export function tagsOnTheWire(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
