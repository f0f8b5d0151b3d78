import * as v from "valibot";

import { known } from "../core/check";
import { digest } from "../core/digest";
import { UNKNOWN } from "../core/props";
import type { AwsConfig } from "./config";
import { isAws } from "./doing";

export type Tags = Readonly<Record<string, string>>;

/** Tags that start so are ours: they mark what we made, and nobody sees them in a diff. */
const OWN_PREFIX = "pulumi-model-access:";
/** How a crashed run's half-made object is found again: the tag holds a digest of the resource's URN. */
export const MARKER_KEY = `${OWN_PREFIX}resource`;

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

/** What has to be set and what has to be removed to get from one to the other. */
export function tagChanges(from: Tags, to: Tags): { set: Tags; remove: string[] } {
  return {
    set: Object.fromEntries(Object.entries(to).filter(([name, text]) => from[name] !== text)),
    remove: Object.keys(from).filter((name) => !(name in to)),
  };
}

/** The mark of a resource, by which a later run knows what it has made. */
export function markerOf(urn: string): string {
  return digest(urn);
}

/** What marks an object that another resource has made as taken over: it is ours to look after, and not to delete. */
function takeoverOf(urn: string): string {
  return `adopted-${digest(urn)}`;
}

/**
 * The tags that an object should have, its mark included: ours on what we have made, and on what another resource of this
 * package has made, which learns so that it must not delete it any more, in whichever process or stack it is. What was made
 * by hand stays without one.
 */
export function markedTags(
  wanted: Tags,
  live: Tags,
  { __urn, adopted }: { readonly __urn: string; readonly adopted: boolean },
): Tags {
  if (adopted && live[MARKER_KEY] === undefined) return wanted;
  return { ...wanted, [MARKER_KEY]: adopted ? takeoverOf(__urn) : markerOf(__urn) };
}

/** The tags that are compared with those: what everybody sees, and the mark. */
export function comparedTags(live: Tags, config: AwsConfig): Tags {
  const mark = live[MARKER_KEY];
  return { ...shownTags(live, config), ...(mark !== undefined && { [MARKER_KEY]: mark }) };
}

/** Whether another resource has taken an object over since the resource of this URN last had it. */
export function isTakenOver(live: Tags, urn: string): boolean {
  const mark = live[MARKER_KEY];
  return mark !== undefined && mark !== markerOf(urn) && mark !== takeoverOf(urn);
}

/** The tags of what is gone, or not made yet: none. For `catch`. */
export function noneIfGone(thrown: unknown): Tags {
  if (isAws(thrown, "ResourceNotFoundException")) return {};
  throw thrown;
}
