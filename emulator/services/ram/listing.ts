import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { pageOf, pageToken } from "../../operation/page-tokens";
import { integer, optional, text } from "../../validation/shapes";
import { refusals } from "./refusals";

export const paging = {
  nextToken: optional(text()),
  maxResults: optional(integer({ min: 1, max: 500 })),
};

/** Where nobody says how many. */
const PAGE_SIZE = 100;

/** What names things instead of searching for them. */
const NAMES = ["resourceOwner", "associationType", "resourceShareArn", "resourceShareArns"];
const MORE_NAMES = ["resourceShareInvitationArn", "resourceShareInvitationArns", "permissionArn", "workIds"];

export const emptyPages = assume(
  "ram.emptyPages",
  "the first page of a search is empty and has a token (seen of searches by organization), that of a look-up is not",
  { none: "no page is empty that has a token", always: "the first page of every listing is empty" },
);

export const emptyLists = assume(
  "ram.emptyLists",
  "an empty list of what to look for, or to put in or take out, is as if it were missing",
  { refused: "it is refused" },
);

export const order = assume("ram.order", "lists are in the order in which things were made", {
  newest: "the newest comes first",
});

/** Refuses an input with an empty list, where AWS does. */
export function refuseEmptyLists(input: object, call: Pick<Call, "world">): void {
  const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
  if (emptyLists.is("refused", call) && Object.values(input).some(isEmpty)) throw refusals.emptyList();
}

/** Whether something is among what is wanted; an empty list wants everything, as one that is missing does. */
export function isWanted(is: string, wanted: readonly string[] = []): boolean {
  return wanted.length === 0 || wanted.includes(is);
}

/**
 * One page of what was found. AWS cuts pages before it looks which entries fit, so a page of a search may be empty and
 * yet not be the last: here the first one always is, unless the world assumes otherwise.
 */
export function onePage<T>(
  operation: string,
  { nextToken, maxResults = PAGE_SIZE, ...input }: { nextToken?: string; maxResults?: number },
  found: readonly T[],
  call: Call,
): { items: readonly T[]; nextToken?: string } {
  const of = JSON.stringify([operation, call.account, call.region, input]);
  refuseEmptyLists(input, call);
  const searches = Object.keys(input).some((member) => ![...NAMES, ...MORE_NAMES].includes(member));
  const beginsEmpty = searches ? !emptyPages.is("none", call) : emptyPages.is("always", call);
  if (nextToken === undefined && beginsEmpty) return { items: [], nextToken: pageToken(of, 0) };
  const ordered = order.is("newest", call) ? found.toReversed() : found;
  const wanted = { token: nextToken, size: maxResults };
  const { items, next } = pageOf(ordered, of, wanted, refusals.badNextToken);
  return { items, ...(next !== undefined && { nextToken: next }) };
}
