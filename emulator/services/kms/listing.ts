import { pageOf as onePage } from "../../operation/page-tokens";
import { integer, optional, text } from "../../validation/shapes";
import { refusals } from "./refusals";

/** How KMS's listings are paged. */
export const paging = {
  Limit: optional(integer({ min: 1, max: 1000 })),
  Marker: optional(text({ min: 1, max: 1024, pattern: /[\u0020-\u00FF]*/ })),
};

export const pagingBehaviour = {
  source: "botocore",
  what: "in pages of 50 unless told otherwise; Truncated says whether there are more",
} as const;

/** @param of what is listed: a marker holds for nothing else */
export function pageOf<T>(
  all: readonly T[],
  { Limit = 50, Marker }: { readonly Limit?: number; readonly Marker?: string },
  of: readonly unknown[],
): { page: readonly T[]; rest: { Truncated: boolean; NextMarker?: string } } {
  const wanted = { token: Marker, size: Limit };
  const { items: page, next } = onePage(all, JSON.stringify(of), wanted, refusals.badMarker);
  return { page, rest: { Truncated: next !== undefined, ...(next !== undefined && { NextMarker: next }) } };
}
