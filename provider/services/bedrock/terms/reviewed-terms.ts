import { createHash } from "node:crypto";

import * as v from "valibot";

import { placeOfIssue, strictObject } from "../../../core/check";
import type { RateCardRow } from "./terms";
import { type NotedTerms, sortedRows } from "./noted-terms";

/** The terms that somebody has reviewed, as `terms pin` writes them. */
export interface ReviewedTerms {
  /** The JSON schema of the file. */
  readonly $schema?: string;
  /** The version of this form, which is 1. */
  readonly version: number;
  readonly modelId: string;
  readonly offerId: string;
  readonly document: {
    /** The name of the file. */
    readonly name: string;
    /** The SHA-256 of its bytes, in hexadecimal digits. */
    readonly sha256: string;
  };
  /** The rows of the rate card that were looked at. Rows that are not here are not compared. */
  readonly prices: readonly RateCardRow[];
  /** Which rows those are, as `USE1_*`: of others nothing is told. @default all */
  readonly only?: readonly string[];
  /** What is said about refunds; null where nothing is. */
  readonly refundPolicyDescription: string | null;
  /** How long the agreement lasts; null where it has no end. */
  readonly agreementDuration: string | null;
  /** Who has read the document and looked at the prices. */
  readonly reviewedBy: string;
  /** On which day, such as `2026-11-21`. */
  readonly reviewedOn: string;
  readonly note?: string;
  /** The SHA-256 of all the rest, so that a change by hand is noticed. */
  readonly digest: string;
}

const given = (what: string) => v.pipe(v.string("must be a string"), v.minLength(1, `must name ${what}`));
const sha256 = v.pipe(
  v.string("must be a string"),
  v.regex(/^[0-9a-f]{64}$/, "must be a SHA-256: 64 hexadecimal digits in small letters"),
);
const orNone = v.nullable(v.string("must be a string, or null"));

const schema = strictObject({
  $schema: v.optional(v.string("must be a string")),
  version: v.literal(1, "must be 1: a newer version of pulumi-model-access has written it"),
  modelId: given("a model"),
  offerId: given("an offer"),
  document: strictObject({ name: given("a document"), sha256 }),
  prices: v.array(
    strictObject({
      dimension: given("a dimension"),
      price: given("a price"),
      description: v.optional(v.string("must be a string")),
      unit: v.optional(v.string("must be a string")),
    }),
    "must be a list",
  ),
  only: v.optional(v.array(v.string("must be a string"), "must be a list")),
  refundPolicyDescription: orNone,
  agreementDuration: orNone,
  reviewedBy: given("who has reviewed the terms"),
  reviewedOn: v.pipe(
    v.string("must be a string"),
    v.regex(/^\d{4}-\d\d-\d\d$/, "must be a day such as 2026-11-21"),
  ),
  note: v.optional(v.string("must be a string")),
  digest: sha256,
});

const BY_HAND =
  "does not fit the rest: the file was changed by hand. `pulumi-model-access terms pin` makes it anew";

/** What is wrong with reviewed terms, each with its path; empty when nothing is. It repeats no value. */
export function problemsOf(terms: unknown): { readonly path: string; readonly reason: string }[] {
  const parsed = v.safeParse(schema, terms);
  if (!parsed.success) {
    return parsed.issues.map((issue) => ({ path: placeOfIssue(issue), reason: issue.message }));
  }
  const reviewed = parsed.output as ReviewedTerms;
  return digestOf(reviewed) === reviewed.digest ? [] : [{ path: "digest", reason: BY_HAND }];
}

/** The same terms, signed off: with the digest that belongs to them. */
export function sealed(terms: Omit<ReviewedTerms, "digest">): ReviewedTerms {
  const sorted = { ...terms, prices: sortedRows(terms.prices) };
  return { ...sorted, digest: digestOf(sorted) };
}

/** The text of the file: members in alphabetical order, so that two versions are compared line by line. */
export function pinText(terms: ReviewedTerms): string {
  return `${JSON.stringify(ordered(terms), undefined, 2)}\n`;
}

/** What was noted by whoever has reviewed them. */
export function notedBy(reviewed: ReviewedTerms): NotedTerms {
  const { offerId, document, prices, only, refundPolicyDescription, agreementDuration } = reviewed;
  return { offerId, document, prices, only, refundPolicyDescription, agreementDuration };
}

/** Where the schema lies is no part of what was reviewed. */
function digestOf({ $schema: _, digest: __, ...terms }: Partial<ReviewedTerms>): string {
  return createHash("sha256")
    .update(JSON.stringify(ordered(terms)))
    .digest("hex");
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.sort(([one], [other]) => (one < other ? -1 : 1)).map(([k, m]) => [k, ordered(m)]),
  );
}
