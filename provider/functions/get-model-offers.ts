import type * as pulumi from "@pulumi/pulumi";

import type { Aws } from "../aws/aws";
import type { AssumeRole } from "../aws/credentials/roles";
import { invoke, type Invoked, invokeOutput } from "../program/invoke";
import type { InvokeOptions } from "../program/invoke-options";
import { projectRoot } from "../program/project-root";
import type * as Half from "./calls/model-offers";
import type { Difference } from "../services/bedrock/terms/comparison";
import { readPin } from "../services/bedrock/terms/pin-file";
import type { ReviewedTerms } from "../services/bedrock/terms/reviewed-terms";
import type { Terms } from "../services/bedrock/terms/terms";

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

/** The function's other half, which knows AWS; it is loaded at the first call. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const half = () => require("./calls/model-offers") as typeof Half;

const looking: Invoked<GetModelOffersArgs, ModelOffers> = {
  token: "model-access:index:getModelOffers",
  // A file that cannot be read is a failed look, and no error of the caller's.
  call: async (cloud, args) => look(cloud, args),
};

function look(cloud: Aws, args: GetModelOffersArgs): Promise<ModelOffers> {
  const { reviewedTerms, ...others } = args;
  const reviewed = typeof reviewedTerms === "string" ? readPin(reviewedTerms, projectRoot()) : reviewedTerms;
  return half().readModelOffers(cloud, others, reviewed);
}

/**
 * Looks at the terms on offer for a model, before anything is accepted: the documents are fetched for their SHA-256. It does
 * so at every preview and update, and needs bedrock:ListFoundationModelAgreementOffers.
 *
 * @throws Error when AWS refuses; also when the provider is not known yet in a preview
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModelAgreementOffers.html
 */
export function getModelOffers(args: GetModelOffersArgs, options: InvokeOptions = {}): Promise<ModelOffers> {
  return invoke(looking, args, options);
}

/** {@link getModelOffers} for arguments that are outputs of resources; unknown as long as they are. */
export function getModelOffersOutput(
  args: { [K in keyof GetModelOffersArgs]: pulumi.Input<GetModelOffersArgs[K]> },
  options: InvokeOptions = {},
): pulumi.Output<ModelOffers> {
  return invokeOutput(looking, args as pulumi.Input<GetModelOffersArgs>, options);
}
