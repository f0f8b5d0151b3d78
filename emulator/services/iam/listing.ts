import { pageOf } from "../../operation/page-tokens";
import { integer, optional, text } from "../../validation/shapes";
import { refusals } from "./refusals";

/** How IAM's listings are paged. */
export const paging = {
  Marker: optional(text({ min: 1, max: 320, pattern: /[\u0020-\u00FF]+/ })),
  MaxItems: optional(integer({ min: 1, max: 1000 })),
};

export const pagingBehaviour = {
  source: "docs",
  what: "in pages of 100 unless told otherwise; IsTruncated says whether there are more",
} as const;

/**
 * One page of a listing.
 * @param member what the list is called
 * @param of what is listed: a marker holds for nothing else
 */
export function onePage<T, Name extends string>(
  member: Name,
  all: readonly T[],
  { Marker, MaxItems = 100 }: { readonly Marker?: string; readonly MaxItems?: number },
  of = "",
) {
  const { items, next } = pageOf(all, member + of, { token: Marker, size: MaxItems }, refusals.badMarker);
  const list = { [member]: items } as Record<Name, readonly T[]>;
  return { ...list, IsTruncated: next !== undefined, ...(next !== undefined && { Marker: next }) };
}
