import { integer, optional, text } from "../../validation/shapes";
import { refusals } from "./refusals";

export const paging = {
  NextToken: optional(text({ max: 100_000 })),
  MaxResults: optional(integer({ min: 1, max: 20 })),
};

/** One page of what was found. */
export function onePage<T>(
  { NextToken, MaxResults = 20 }: { NextToken?: string; MaxResults?: number },
  found: readonly T[],
): { items: readonly T[]; NextToken?: string } {
  const from = NextToken === undefined ? 0 : Number(NextToken);
  if (!Number.isInteger(from)) throw refusals.badNextToken();
  const to = from + MaxResults;
  return { items: found.slice(from, to), ...(to < found.length && { NextToken: String(to) }) };
}
