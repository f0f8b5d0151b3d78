import type { Call } from "../../operation/operation";
import { pageOf } from "../../operation/page-tokens";
import { integer, list, optional, structure, text } from "../../validation/shapes";
import { refusals } from "./refusals";

export const arn = text({
  max: 2048,
  pattern:
    /arn:aws[a-zA-Z-]*:[A-Za-z0-9][A-Za-z0-9_/.-]{0,62}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9][A-Za-z0-9:_/+=,@.-]{0,1023}/,
});

/** What all of License Manager's listings take. */
export const searching = {
  Filters: optional(list(structure({ Name: optional(text()), Values: optional(list(text())) }))),
  NextToken: optional(text()),
  MaxResults: optional(integer({ min: 1, max: 100 })),
};

export const searchBehaviour = {
  source: "botocore",
  what: "in pages of 100; each filter has one value, and names and values are told apart by case",
} as const;

interface Search {
  readonly Filters?: readonly { readonly Name?: string; readonly Values?: readonly string[] }[];
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

/**
 * One page of what fits every filter.
 * @param filters what each filter that the listing has looks at
 */
export function search<T>(
  all: readonly T[],
  { Filters = [], NextToken, MaxResults = 100 }: Search,
  filters: Readonly<Record<string, (one: T) => string>>,
  of: string,
  { account }: Call,
): { page: readonly T[]; rest: { NextToken?: string } } {
  const conditions = Filters.map(({ Name = "", Values = [] }) => {
    const read = filters[Name];
    if (!read || Values.length !== 1) throw refusals.badFilter(Name);
    return (one: T) => read(one) === Values[0];
  });
  const found = all.filter((one) => conditions.every((fits) => fits(one)));
  const wanted = { token: NextToken, size: MaxResults };
  const listing = JSON.stringify([of, account, Filters]);
  const { items: page, next } = pageOf(found, listing, wanted, refusals.badToken);
  return { page, rest: next === undefined ? {} : { NextToken: next } };
}
