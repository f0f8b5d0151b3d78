import { createHash } from "node:crypto";

import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { pageOf } from "../../operation/page-tokens";
import { choice, inQuery, integer, moment, text } from "../../validation/shapes";
import { customModelRefusals as refusals } from "./custom-model-refusals";

/** What ListCustomModels and ListModelCopyJobs have in common. */
export const listing = {
  creationTimeBefore: inQuery(moment()),
  creationTimeAfter: inQuery(moment()),
  maxResults: inQuery(integer({ min: 1, max: 1000 })),
  nextToken: inQuery(text({ min: 1, max: 2048, pattern: /\S*/ })),
  sortBy: inQuery(choice(["CreationTime"])),
  sortOrder: inQuery(choice(["Ascending", "Descending"])),
};

interface Listed {
  readonly creationTimeBefore?: number;
  readonly creationTimeAfter?: number;
  readonly maxResults?: number;
  readonly nextToken?: string;
  readonly sortOrder?: "Ascending" | "Descending";
}

/** Where nobody says how many. */
const PAGE_SIZE = 100;

export const listOrder = assume(
  "bedrock.listOrder",
  "what was made last comes first unless told otherwise, of jobs as well",
  {
    oldestFirst: "what was made first comes first",
  },
);

/** One page of what was made in that time, in the order that is wanted. */
export function onePage<T>(
  operation: string,
  { nextToken, maxResults = PAGE_SIZE, ...search }: Listed,
  found: readonly T[],
  madeAt: (item: T) => number,
  call: Call,
): { items: readonly T[]; nextToken?: string } {
  const { creationTimeBefore: before = Infinity, creationTimeAfter: after = -Infinity, sortOrder } = search;
  const isAscending = sortOrder === "Ascending" || (!sortOrder && listOrder.is("oldestFirst", call));
  const direction = isAscending ? 1 : -1;
  const sorted = found
    .filter((item) => madeAt(item) > after && madeAt(item) < before)
    .sort((a, b) => direction * (madeAt(a) - madeAt(b)));
  // A digest, since the search may be longer than a token.
  const of = createHash("sha256")
    .update(JSON.stringify([operation, call.account, call.region, search]))
    .digest("base64");
  const wanted = { token: nextToken, size: maxResults };
  const { items, next } = pageOf(sorted, of, wanted, refusals.badPageToken);
  return { items, ...(next !== undefined && { nextToken: next }) };
}
