import type { RateCardRow, Terms } from "./terms";

/**
 * The terms of an offer as far as somebody has taken note of them, when they were accepted or reviewed: nothing that AWS mints
 * anew on each listing. What is undefined was not noted; null means that there was none.
 */
export interface NotedTerms {
  readonly offerId?: string | undefined;
  readonly document: { readonly name: string; readonly sha256?: string | undefined };
  /** The rows of the rate card that were looked at. */
  readonly prices: readonly RateCardRow[];
  /** Which rows were looked at, as `USE1_*`; all, where this is undefined. */
  readonly only?: readonly string[] | undefined;
  readonly refundPolicyDescription?: string | null | undefined;
  readonly agreementDuration?: string | null | undefined;
}

/** The terms of an offer in the form in which they are compared. */
export function notedTerms(offerId: string | undefined, terms: Terms): NotedTerms {
  const { legalTerm, usageBasedPricingTerm, supportTerm, validityTerm } = terms;
  return {
    offerId,
    document: { name: legalTerm.document, sha256: legalTerm.sha256 },
    prices: sortedRows(usageBasedPricingTerm.rateCard),
    refundPolicyDescription: supportTerm.refundPolicyDescription ?? null,
    agreementDuration: validityTerm?.agreementDuration ?? null,
  };
}

/** By dimension, and then by everything else. */
export function sortedRows(rows: readonly RateCardRow[]): RateCardRow[] {
  const key = (row: RateCardRow): string =>
    JSON.stringify([row.dimension, row.price, row.description, row.unit]);
  return rows.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
