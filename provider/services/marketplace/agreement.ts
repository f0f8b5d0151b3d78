/** A text that was accepted. */
export interface AcceptedDocument {
  /** AWS's name of its kind, such as `CustomEula` or `StandardEula`. */
  readonly type: string;
  /** AWS Marketplace's version of the text; absent where it tells none. */
  readonly version?: string;
  /** Where the text lies, without the signature that lets one download it. */
  readonly url: string;
}

/** An agreement of AWS Marketplace, as the account that has accepted it may read it. Names are AWS's. */
export interface MarketplaceAgreement {
  readonly agreementId: string;
  readonly status: string;
  /** In ISO 8601. */
  readonly acceptanceTime?: string;
  readonly offerId?: string;
  /** The product that was subscribed to, by whose id a licence is granted and `aws-marketplace:Subscribe` is limited. */
  readonly productId?: string;
  readonly documents: readonly AcceptedDocument[];
  /** The licence; a minute or two after the agreement. */
  readonly licenseArn?: string;
  readonly entitlementStatus?: string;
  /** Why an entitlement is not provisioned, such as `INVALID_PAYMENT_INSTRUMENT`. */
  readonly statusReasonCode?: string;
}
