import { assume } from "../../behaviours/assumptions";
import type { Behaviour } from "../../behaviours/behaviours";
import type { Call } from "../../operation/operation";
import { pageOf } from "../../operation/page-tokens";
import { integer, optional, text } from "../../validation/shapes";
import { type Kind, partsOf } from "./arns";
import { modelsOfKind, statusOf } from "./models";
import type { Model } from "./model-record";
import { refusals } from "./refusals";

export const paging = {
  NextToken: optional(text({ min: 1 })),
  MaxResults: optional(integer({ min: 1, max: 500 })),
};

/** Where nobody says how many. */
const PAGE_SIZE = 100;

/** One page of what was found. */
export function onePage<T>(
  operation: string,
  { NextToken, MaxResults = PAGE_SIZE, ...search }: { NextToken?: string; MaxResults?: number },
  found: readonly T[],
  { account, region }: Call,
): { items: readonly T[]; NextToken?: string } {
  const of = JSON.stringify([operation, account, region, search]);
  const wanted = { token: NextToken, size: MaxResults };
  const { items, next } = pageOf(found, of, wanted, refusals.badNextToken);
  return { items, ...(next !== undefined && { NextToken: next }) };
}

interface Filter {
  readonly name?: string | undefined;
  readonly Status?: string;
  readonly SubmitTimeBefore?: number;
  readonly SubmitTimeAfter?: number;
}

export const listOrder = assume(
  "comprehend.listOrder",
  "by a name, a status or a model the oldest come first as well",
  {
    newest: "the newest come first, also without a filter",
  },
);

/** What holds for the lists of models of either kind. */
export const listing: readonly Behaviour[] = [
  { source: "recorded", what: "without a filter the oldest come first, by SubmitTime" },
  {
    source: "botocore",
    what: "with SubmitTimeBefore the oldest come first, with SubmitTimeAfter the newest",
  },
  listOrder,
  { source: "recorded", what: "every version of a model is one of the list, in whatever status" },
];

/** The caller's models of a kind that fit. */
export function selectModels(kind: Kind, filter: Filter, call: Call): Model[] {
  const { name, Status, SubmitTimeBefore = Infinity, SubmitTimeAfter = -Infinity } = filter;
  if (countOf(filter) > 1) throw refusals.manyFilters();
  const isByTime = filter.SubmitTimeBefore !== undefined || filter.SubmitTimeAfter !== undefined;
  const isNewestFirst = isByTime ? filter.SubmitTimeAfter !== undefined : listOrder.is("newest", call);
  const sign = isNewestFirst ? -1 : 1;
  return modelsOfKind(kind, call)
    .filter(
      (model) =>
        (name ?? partsOf(model.arn).name) === partsOf(model.arn).name &&
        (Status ?? statusOf(model, call)) === statusOf(model, call) &&
        model.submittedAt < SubmitTimeBefore &&
        model.submittedAt > SubmitTimeAfter,
    )
    .sort((one, other) => sign * (one.submittedAt - other.submittedAt));
}

/** How many filters are set. */
export function countOf(filter: object): number {
  return Object.values(filter).filter((value) => value !== undefined).length;
}
