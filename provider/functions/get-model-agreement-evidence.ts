import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRole } from "../aws/credentials/roles";
import { invoke, type Invoked, invokeOutput } from "../program/invoke";
import type { InvokeOptions } from "../program/invoke-options";
import type { MarketplaceAgreement } from "../services/marketplace/agreement";
import type * as Half from "./calls/model-agreement-evidence";

/** Of which model {@link getModelAgreementEvidence} reads. */
export interface GetModelAgreementEvidenceArgs {
  /** The id of a foundation model, such as `cohere.command-r-v1:0`. */
  modelId: string;
  /** The id of its product in AWS Marketplace, where you know it. @default found by the offers that are open to the account */
  productId?: string;
  /** The AWS Region in which the offers are asked for; agreements are read in us-east-1. @default as for resources */
  region?: string;
  /** A role to assume, on top of the configured credentials. */
  assumeRole?: AssumeRole;
}

/** What can be shown of the acceptance of a model's terms. */
export interface ModelAgreementEvidence {
  readonly modelId: string;
  readonly accountId: string;
  /**
   * `found`; `none`: no agreement is in force; `not permitted`: the caller may not read agreements; `not required`: the model
   * needs none.
   */
  readonly evidence: "found" | "none" | "not permitted" | "not required";
  /** How the account may use the model, as far as this tells: a granted licence needs no agreement of its own. */
  readonly satisfiedBy: "agreement" | "grant" | "none required" | "unknown";
  /** The agreement in force; the newest, where there are several. */
  readonly agreement?: MarketplaceAgreement;
}

/** The function's other half, which knows AWS; it is loaded at the first call. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const half = () => require("./calls/model-agreement-evidence") as typeof Half;

const reading: Invoked<GetModelAgreementEvidenceArgs, ModelAgreementEvidence> = {
  token: "model-access:index:getModelAgreementEvidence",
  call: (cloud, args) => half().readEvidence(cloud, args),
};

/**
 * Reads what AWS Marketplace keeps of the acceptance of a model's terms: which agreement, when, which texts in which version,
 * which licence. It is read at every preview and update, holds no signed address and no token, and needs
 * bedrock:ListFoundationModelAgreementOffers, aws-marketplace:SearchAgreements, GetAgreementTerms and
 * GetAgreementEntitlements; where there is no agreement also license-manager:ListReceivedGrants, and ListReceivedLicenses with
 * a `productId`, bedrock:GetFoundationModelAvailability without one.
 *
 * @throws Error when AWS refuses anything but to show agreements; also when the provider is not known yet in a preview
 * @see https://docs.aws.amazon.com/marketplace/latest/APIReference/API_marketplace-agreements_SearchAgreements.html
 */
export function getModelAgreementEvidence(
  args: GetModelAgreementEvidenceArgs,
  options: InvokeOptions = {},
): Promise<ModelAgreementEvidence> {
  return invoke(reading, args, options);
}

/** {@link getModelAgreementEvidence} for arguments that are outputs of resources; unknown as long as they are. */
export function getModelAgreementEvidenceOutput(
  args: {
    [K in keyof GetModelAgreementEvidenceArgs]: pulumi.Input<GetModelAgreementEvidenceArgs[K]>;
  },
  options: InvokeOptions = {},
): pulumi.Output<ModelAgreementEvidence> {
  return invokeOutput(reading, args as pulumi.Input<GetModelAgreementEvidenceArgs>, options);
}
