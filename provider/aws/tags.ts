import * as v from "valibot";

import { known } from "../core/check";
import { UNKNOWN } from "../core/props";
import type { AwsConfig } from "./config";
import { isAws } from "./doing";
import { MARKER_KEY, OWN_PREFIX } from "./marks";

export type Tags = Readonly<Record<string, string>>;

const key = v.pipe(
  v.string(),
  v.minLength(1, "must not have an empty key"),
  v.maxLength(128, "must have at most 128 characters in its key"),
  v.check((name) => !/^aws:/i.test(name), "must not begin with aws:, which AWS keeps for itself"),
  v.check(
    (name) => !name.startsWith(OWN_PREFIX),
    `must not begin with ${OWN_PREFIX}, which this package keeps`,
  ),
);
const value = known(
  v.pipe(v.string("must be a string"), v.maxLength(256, "must have at most 256 characters")),
);

/** The input `tags` of every resource that has tags. */
export const tagsEntry = v.optional(known(v.record(key, value, "must be an object")));

/** The tags that an object should have: the configuration's, and the resource's own, which win. */
export function mergedTags(
  tags: Tags | typeof UNKNOWN | undefined,
  { defaultTags }: AwsConfig,
): Tags | typeof UNKNOWN {
  return tags === UNKNOWN ? UNKNOWN : { ...defaultTags, ...tags };
}

/** The tags of an object as far as they are anybody's business: not AWS's, not ours, and none that is to be ignored. */
export function shownTags(live: Tags, { ignoreTags: { keys, keyPrefixes } }: AwsConfig): Tags {
  const isShown = (name: string): boolean =>
    !name.startsWith("aws:") &&
    !name.startsWith(OWN_PREFIX) &&
    !keys.includes(name) &&
    !keyPrefixes.some((prefix) => name.startsWith(prefix));
  return Object.fromEntries(Object.entries(live).filter(([name]) => isShown(name)));
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
