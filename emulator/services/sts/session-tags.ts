import type { Call } from "../../operation/operation";
import { type Input, list, optional, required, structure, text } from "../../validation/shapes";
import type { Role } from "../iam/roles";
import { mayTag } from "../iam/trust";
import { refusals } from "./refusals";

const key = text({ min: 1, max: 128, pattern: /[\p{L}\p{Z}\p{N}_.:/=+\-@]+/u });
const value = text({ max: 256, pattern: /[\p{L}\p{Z}\p{N}_.:/=+\-@]*/u });

/** What a call that opens a session may say of its tags. */
export const sessionTags = {
  Tags: optional(list(structure({ Key: required(key), Value: required(value) }), { max: 50 })),
  TransitiveTagKeys: optional(list(key, { max: 50 })),
};

/**
 * Refuses the tags of a session that cannot be.
 * @returns all that the session has, and the keys of those that go on to the next role in a chain
 */
export function refuseTags(
  input: Input<typeof sessionTags> & { RoleArn: string; RoleSessionName: string },
  role: Role,
  call: Call,
) {
  const { RoleArn, Tags = [], TransitiveTagKeys = [] } = input;
  const { principal } = call;
  const { transitiveTagKeys: inherited = [], sessionTags: before = {} } = principal;
  // Keys are told apart without regard to case.
  const keys = Tags.map(({ Key }) => Key.toLowerCase());
  const has = (list: readonly string[], wanted: string): boolean =>
    list.some((candidate) => candidate.toLowerCase() === wanted.toLowerCase());
  if (new Set(keys).size < keys.length) throw refusals.tagTwice();
  if (!TransitiveTagKeys.every((wanted) => has(keys, wanted))) throw refusals.transitiveWithoutTag();
  if (keys.some((given) => has(inherited, given))) throw refusals.transitiveTwice();
  if (keys.length + inherited.length > 0 && !mayTag(role, input, call)) {
    throw refusals.mayNotTag(principal.arn, RoleArn);
  }
  return {
    sessionTags: {
      ...Object.fromEntries(Object.entries(before).filter(([key]) => has(inherited, key))),
      ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    },
    transitiveTagKeys: [...inherited, ...TransitiveTagKeys],
  };
}
