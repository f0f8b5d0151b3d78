import type { AssumeRole } from "../../aws/credentials/roles";
import type { MarketplaceAgreement } from "../../services/marketplace/agreement";

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
