import { list, optional, required, structure, text } from "../../validation/shapes";
import type { Model } from "./model-record";
import { refusals } from "./refusals";

const key = text({ min: 1, max: 128 });

export const tagList = list(structure({ Key: required(key), Value: optional(text({ min: 0, max: 256 })) }));
export const tagKeys = list(key);

type Given = readonly { readonly Key: string; readonly Value?: string }[];

const LIMIT = 50;

/** Tags with further ones put over them. */
export function withTags(tags: Model["tags"], given: Given = []): Model["tags"] {
  const system = given.find(({ Key }) => Key.toLowerCase().startsWith("aws:"));
  if (system) throw refusals.systemTag(system.Key);
  const all = { ...tags, ...Object.fromEntries(given.map(({ Key, Value = "" }) => [Key, Value])) };
  if (Object.keys(all).length > LIMIT) throw refusals.tooManyTags();
  return all;
}

export function withoutTags(tags: Model["tags"], keys: readonly string[]): Model["tags"] {
  if (keys.length > LIMIT) throw refusals.tooManyTagKeys();
  return Object.fromEntries(Object.entries(tags).filter(([name]) => !keys.includes(name)));
}

export function describeTags(tags: Model["tags"]): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
