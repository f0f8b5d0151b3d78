import type { AssumeRole } from "../../aws/credentials/roles";
import type { Difference } from "../../services/bedrock/terms/comparison";
import type { ReviewedTerms } from "../../services/bedrock/terms/reviewed-terms";
import type { Terms } from "../../services/bedrock/terms/terms";

/** Of which model {@link getModelOffers} looks at the offers. */
export interface GetModelOffersArgs {
  /** The base model, such as `cohere.command-r-v1:0`. */
  modelId: string;
  /** Which offers to look at: public ones, or private ones as well. @default "ALL" */
  offerType?: "PUBLIC" | "ALL";
  /**
   * The terms that somebody has reviewed, as for a `ModelAgreement`: the answer then tells the `differences`.
   * @default nothing is compared
   */
  reviewedTerms?: string | ReviewedTerms;
  /** The AWS Region to call. @default as for resources */
  region?: string;
  /** A role to assume, on top of the configured credentials. */
  assumeRole?: AssumeRole;
}

/** One offer of a model, without the token with which it could be accepted. */
export interface ModelOffer {
  readonly offerId?: string;
  readonly offerType: "PUBLIC" | "PRIVATE";
  /** The document with its SHA-256, the rate card, refunds and duration. */
  readonly terms: Terms;
  /** Why the document could not be fetched, where it could not; there is no SHA-256 then. */
  readonly documentProblem?: string;
}

/** What is on offer for a model. */
export interface ModelOffers {
  readonly modelId: string;
  readonly accountId: string;
  readonly region: string;
  /** Whether the model needs an agreement at all. */
  readonly required: boolean;
  readonly offers: readonly ModelOffer[];
  /** What is on offer otherwise than it was reviewed; absent where no `reviewedTerms` were given. */
  readonly differences?: readonly Difference[];
}
