/** What was accepted, as it was when it was accepted: a baseline for later reviews. Names are AWS's. */
export interface Terms {
  readonly legalTerm: {
    /** Where the document lies, without the signature that lets one download it and that changes each time. */
    readonly url: string;
    /** The document's file name, which carries its version. */
    readonly document: string;
    /** The SHA-256 of the document's bytes; absent where nobody has fetched it. */
    readonly sha256?: string;
  };
  readonly usageBasedPricingTerm: { readonly rateCard: readonly RateCardRow[] };
  readonly supportTerm: { readonly refundPolicyDescription?: string };
  readonly validityTerm?: { readonly agreementDuration?: string };
}

export interface RateCardRow {
  readonly dimension?: string;
  readonly price?: string;
  readonly description?: string;
  readonly unit?: string;
}
