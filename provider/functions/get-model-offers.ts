import type * as pulumi from "@pulumi/pulumi";

import type { Aws } from "../aws/aws";
import { invoke, type Invoked, invokeOutput } from "../program/invoke";
import type { InvokeOptions } from "../program/invoke-options";
import { pinFile } from "../program/pin-file";
import { projectRoot } from "../program/project-root";
import type * as Half from "./calls/model-offers";
import type { GetModelOffersArgs, ModelOffers } from "./shapes/model-offers";

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
  const reviewed =
    typeof reviewedTerms === "string" ? pinFile().readPin(reviewedTerms, projectRoot()) : reviewedTerms;
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
