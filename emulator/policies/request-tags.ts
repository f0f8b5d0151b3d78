import type { Context } from "./context-keys";

/** The members that bring tags, as the services call them, and those that name the keys of tags to be taken away. */
const TAGS = ["tags", "Tags", "targetModelTags"];
const TAG_KEYS = ["tagKeys", "TagKeys"];

interface Tag {
  readonly key?: string;
  readonly Key?: string;
  readonly value?: string;
  readonly Value?: string;
}

/** What conditions are told of the tags in a call: `aws:RequestTag/…` and `aws:TagKeys`. */
export function requestTags(input: Readonly<Record<string, unknown>>): Context {
  const found = (names: readonly string[]): readonly unknown[] =>
    names.flatMap((name) => (Array.isArray(input[name]) ? (input[name] as unknown[]) : []));
  const tags = found(TAGS).map((tag) => {
    const { key, Key = key, value, Value = value } = tag as Tag;
    return [Key ?? "", Value ?? ""] as const;
  });
  const keys = [...tags.map(([key]) => key), ...(found(TAG_KEYS) as string[])];
  return {
    ...taggedAs("aws:RequestTag", Object.fromEntries(tags)),
    ...(keys.length > 0 && { "aws:TagKeys": keys }),
  };
}

/** Which of these keys calls of an operation may have. */
export function requestTagKeys(members: readonly string[]): string[] {
  const brings = (names: readonly string[]): boolean => members.some((name) => names.includes(name));
  return [
    ...(brings(TAGS) ? ["aws:RequestTag/${TagKey}"] : []),
    ...(brings([...TAGS, ...TAG_KEYS]) ? ["aws:TagKeys"] : []),
  ];
}

/** What holds for services whose things have tags. */
export const resourceTags = {
  source: "docs",
  what: "conditions are told the tags of what a call is about (aws:ResourceTag/…), wherever AWS names that by its ARN",
} as const;

/** Tags as keys of conditions, each of its own. */
export function taggedAs(key: string, tags: Readonly<Record<string, string>> = {}): Context {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [`${key}/${name}`, value]));
}
