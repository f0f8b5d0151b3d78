import { pageOf as onePage } from "../../operation/page-tokens";
import { integer, optional, text } from "../../validation/shapes";
import { refusals } from "./refusals";

/** How AWS Marketplace's listings are paged. */
export const paging = {
  maxResults: optional(integer({ min: 1, max: 50 })),
  nextToken: optional(text({ max: 8192, pattern: /[a-zA-Z0-9+/=_-]+/ })),
};

export const pagingBehaviour = { source: "docs", what: "in pages of 50 unless told otherwise" } as const;

/** @param of what is listed: a token holds for nothing else */
export function pageOf<T>(
  all: readonly T[],
  { maxResults = 50, nextToken }: { readonly maxResults?: number; readonly nextToken?: string },
  of: readonly unknown[],
): { page: readonly T[]; rest: { nextToken?: string } } {
  const wanted = { token: nextToken, size: maxResults };
  const { items: page, next } = onePage(all, JSON.stringify(of), wanted, refusals.badToken);
  return { page, rest: next === undefined ? {} : { nextToken: next } };
}
