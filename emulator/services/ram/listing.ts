import type { Call } from "../../operation";
import { pageToken, readPageToken } from "../../page-tokens";
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

/** Whether something is among what is wanted; an empty list wants everything, as one that is missing does. */
export function isWanted(is: string, wanted: readonly string[] = []): boolean {
  return wanted.length === 0 || wanted.includes(is);
}

/**
 * One page of what was found. AWS cuts pages before it looks which entries fit, so a page of a search may be empty and
 * yet not be the last: here the first one always is, unless the world says otherwise.
 */
export function onePage<T>(
  operation: string,
  { nextToken, maxResults = PAGE_SIZE, ...input }: { nextToken?: string; maxResults?: number },
  found: readonly T[],
  call: Call,
): { items: readonly T[]; nextToken?: string } {
  const of = JSON.stringify([operation, call.account, call.region, input]);
  const searches = Object.keys(input).some((member) => ![...NAMES, ...MORE_NAMES].includes(member));
  if (nextToken === undefined && searches && call.world.sharing.emptyPages) {
    return { items: [], nextToken: pageToken(of, 0) };
  }
  const from = nextToken === undefined ? 0 : readPageToken(nextToken, of);
  if (from === undefined) throw refusals.badNextToken();
  const to = from + maxResults;
  return { items: found.slice(from, to), ...(to < found.length && { nextToken: pageToken(of, to) }) };
}
