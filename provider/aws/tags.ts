import * as v from "valibot";

import { type CheckFailure, known, pathOf } from "../core/check";
import { UNKNOWN } from "../core/props";
import type { AwsConfig } from "./config/config";
import { isAws } from "./errors/explained";
import { MARKER_KEY, OWN_PREFIX } from "./ownership/marks";

export type Tags = Readonly<Record<string, string>>;

/** What a service takes besides what AWS takes everywhere. */
interface TagRule {
  readonly pattern: RegExp;
  readonly says: string;
}

/** What Bedrock's service model says of keys and values. */
export const BEDROCK_TAGS: TagRule = {
  pattern: /^[a-zA-Z0-9 \t\r\n\v\f._:/=+@-]*$/,
  says: "letters of English, digits, blanks and ._:/=+@- alone, which is all that Bedrock takes",
};

/** What Bedrock, Comprehend and RAM keep of one object. */
const MOST_TAGS = 50;

/** What is in them is checked with the configuration's (`tagFailures`). */
export const tagsSchema = known(
  v.custom<Tags>(
    (given) => typeof given === "object" && given !== null && !Array.isArray(given),
    "must be an object",
  ),
);

/** The tags that an object should have: the configuration's, and the resource's own, which win. */
export function mergedTags(
  tags: Tags | typeof UNKNOWN | undefined,
  { defaultTags }: AwsConfig,
): Tags | typeof UNKNOWN {
  return tags === UNKNOWN ? UNKNOWN : { ...defaultTags, ...tags };
}

/** What AWS would not take of the tags that an object is to have, the configuration's as well. */
export function tagFailures(
  tags: Tags | typeof UNKNOWN | undefined,
  config: AwsConfig,
  rule?: TagRule,
): CheckFailure[] {
  const own = tags === UNKNOWN ? {} : (tags ?? {});
  const inherited = Object.entries(config.defaultTags).filter(([name]) => !Object.hasOwn(own, name));
  const failures = [
    ...Object.entries(own).flatMap((tag) => failuresOf("", tag, config, rule)),
    ...inherited.flatMap((tag) => failuresOf("aws:defaultTags.", tag, config, rule)),
  ];
  const count = Object.keys(own).length + inherited.length;
  if (count < MOST_TAGS) return failures;
  const sum = inherited.length > 0 ? ` with the ${inherited.length} of aws:defaultTags` : "";
  const reason =
    `are ${count}${sum}: at most ${MOST_TAGS - 1} are possible, since AWS keeps ${MOST_TAGS} of an object ` +
    `and this package marks what it makes with one (${MARKER_KEY})`;
  return [{ path: "tags", reason }, ...failures];
}

function failuresOf(
  place: string,
  [key, value]: [key: string, value: unknown],
  config: AwsConfig,
  rule: TagRule | undefined,
): CheckFailure[] {
  const path = place + pathOf(["tags", key]);
  const reasons = [...whyNoKey(key, rule), ...whyNoValue(value, rule)];
  if (isIgnored(key, config)) reasons.push("is named by aws:ignoreTags: such tags are left to others");
  return reasons.map((reason) => ({ path, reason }));
}

function whyNoKey(key: string, rule: TagRule | undefined): string[] {
  if (key === "") return ["must not have an empty key"];
  if (key.length > 128) return ["must have at most 128 characters in its key"];
  if (/^aws:/i.test(key)) return ["must not begin with aws:, which AWS keeps for itself"];
  if (key.startsWith(OWN_PREFIX)) return [`must not begin with ${OWN_PREFIX}, which this package keeps`];
  return rule && !rule.pattern.test(key) ? [`must have ${rule.says}, in its key`] : [];
}

function whyNoValue(value: unknown, rule: TagRule | undefined): string[] {
  if (value === UNKNOWN) return [];
  if (typeof value !== "string") return ["must be a string"];
  if (value.length > 256) return ["must have at most 256 characters"];
  return rule && !rule.pattern.test(value) ? [`must have ${rule.says}`] : [];
}

/** The tags of an object as far as they are anybody's business: not AWS's, not ours, and none that is to be ignored. */
export function shownTags(live: Tags, config: AwsConfig): Tags {
  const isShown = (name: string): boolean =>
    !name.startsWith("aws:") && !name.startsWith(OWN_PREFIX) && !isIgnored(name, config);
  return Object.fromEntries(Object.entries(live).filter(([name]) => isShown(name)));
}

function isIgnored(name: string, { ignoreTags: { keys, keyPrefixes } }: AwsConfig): boolean {
  return keys.includes(name) || keyPrefixes.some((prefix) => name.startsWith(prefix));
}

/** The tags of an object that was found, as a program would ask for them: none where the configuration says them all. */
export function askedTags(live: Tags, config: AwsConfig): { readonly tags?: Tags; readonly tagsAll: Tags } {
  const tagsAll = shownTags(live, config);
  const own = Object.entries(tagsAll).filter(([name, text]) => config.defaultTags[name] !== text);
  return { tagsAll, ...(own.length > 0 && { tags: Object.fromEntries(own) }) };
}

/** What has to be set and what has to be removed to get from one to the other. */
export function tagChanges(from: Tags, to: Tags): { set: Tags; remove: string[] } {
  return {
    set: Object.fromEntries(Object.entries(to).filter(([name, text]) => from[name] !== text)),
    remove: Object.keys(from).filter((name) => !(name in to)),
  };
}

/** The tags that are compared with what an object should have: what everybody sees, and the mark. */
export function comparedTags(live: Tags, config: AwsConfig): Tags {
  const mark = live[MARKER_KEY];
  return { ...shownTags(live, config), ...(mark !== undefined && { [MARKER_KEY]: mark }) };
}

/** The tags of what is gone, or not made yet: none. For `catch`. */
export function noneIfGone(thrown: unknown): Tags {
  if (isAws(thrown, "ResourceNotFoundException")) return {};
  throw thrown;
}

/** Tags as Comprehend and License Manager write them. */
export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags as Comprehend and License Manager answer with them. */
export function tagsIn(list: readonly { readonly Key?: string; readonly Value?: string }[]): Tags {
  return Object.fromEntries(list.map(({ Key = "", Value = "" }) => [Key, Value]));
}
