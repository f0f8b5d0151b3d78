import type { RateCardRow } from "./terms";
import type { NotedTerms } from "./noted-terms";

/** One thing that is not as it was noted. */
export interface Difference {
  /** `offerId`, `document.name`, `document.sha256`, `prices.<dimension>`, `refundPolicyDescription`, `agreementDuration`. */
  readonly what: string;
  /** Absent where there was none. */
  readonly before?: string;
  /** Absent where there is none now. */
  readonly now?: string;
}

/** What a person has to decide about, and what is only worth knowing. */
export interface Comparison {
  readonly differences: readonly Difference[];
  /** Rows of the rate card of which nothing was noted: a model that comes to another Region gets some. */
  readonly notes: readonly Difference[];
}

/** Compares what is on offer with what was noted, as far as it was noted. */
export function compareTerms(before: NotedTerms, now: NotedTerms): Comparison {
  const [noted, offered] = [byDimension(before.prices), byDimension(now.prices)];
  const isNoted = (name: "offerId" | "refundPolicyDescription" | "agreementDuration"): boolean =>
    before[name] !== undefined;
  const { document } = before;
  return {
    differences: [
      ...(isNoted("offerId") ? changed("offerId", before.offerId, now.offerId) : []),
      ...changed("document.name", document.name, now.document.name),
      // Another document has another text; one that could not be fetched tells nothing.
      ...(document.name === now.document.name && document.sha256 && now.document.sha256
        ? changed("document.sha256", document.sha256, now.document.sha256)
        : []),
      ...[...noted].flatMap(([dimension, rows]) =>
        priceChange(dimension, rows, offered.get(dimension) ?? []),
      ),
      ...(isNoted("refundPolicyDescription")
        ? changed("refundPolicyDescription", before.refundPolicyDescription, now.refundPolicyDescription)
        : []),
      ...(isNoted("agreementDuration")
        ? changed("agreementDuration", before.agreementDuration, now.agreementDuration)
        : []),
    ],
    notes: [...offered]
      .filter(([dimension]) => !noted.has(dimension) && isOfInterest(dimension, before.only))
      .flatMap(([dimension, rows]) => priceChange(dimension, [], rows)),
  };
}

/** Whether a row of the rate card is one of those that somebody looks at. */
export function isOfInterest(dimension: string, only: readonly string[] | undefined): boolean {
  if (!only) return true;
  const literally = (text: string): string => text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&");
  return only.some((pattern) =>
    new RegExp(`^${pattern.split("*").map(literally).join(".*")}$`).test(dimension),
  );
}

/** A difference on a line. */
export function lineOf({ what, before, now }: Difference): string {
  return `${what}: ${before ?? "none"} => ${now ?? "none"}`;
}

type Value = string | null | undefined;

function changed(what: string, one: Value, other: Value): Difference[] {
  const [before, now] = [one ?? undefined, other ?? undefined];
  if (before === now) return [];
  return [{ what, ...(before !== undefined && { before }), ...(now !== undefined && { now }) }];
}

function byDimension(rows: readonly RateCardRow[]): Map<string, RateCardRow[]> {
  const found = new Map<string, RateCardRow[]>();
  for (const row of rows) {
    const dimension = row.dimension ?? "";
    found.set(dimension, [...(found.get(dimension) ?? []), row]);
  }
  return found;
}

/** A price means nothing without what it is for: a thousand tokens or a million. */
function priceChange(
  dimension: string,
  before: readonly RateCardRow[],
  now: readonly RateCardRow[],
): Difference[] {
  const [one, other] = [before, now].map((rows) => rows.map(meaningOf).sort().join("; "));
  if (one === other) return [];
  const isOnlyPrice = before.every((row, index) => basisOf(row) === basisOf(now[index] ?? row));
  const show = (rows: readonly RateCardRow[]): string | undefined =>
    rows.length === 0 ? undefined : rows.map((row) => shownPrice(row, isOnlyPrice)).join("; ");
  return changed(`prices.${dimension}`, show(before), show(now));
}

function meaningOf(row: RateCardRow): string {
  return JSON.stringify([amountOf(row.price), basisOf(row)]);
}

/** 0.50 and 0.5 are one price. */
function amountOf(price = ""): string {
  return /^\d+(\.\d+)?$/.test(price) ? price.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") : price;
}

function basisOf({ description = "", unit = "" }: RateCardRow): string {
  return [description, unit].filter((text) => text !== "").join(", ");
}

function shownPrice(row: RateCardRow, isOnlyPrice: boolean): string {
  const price = row.price ?? "no price";
  return isOnlyPrice || basisOf(row) === "" ? price : `${price} (${basisOf(row)})`;
}
