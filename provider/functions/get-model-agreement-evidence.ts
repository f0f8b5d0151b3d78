import type * as pulumi from "@pulumi/pulumi";

import { invoke, type Invoked, invokeOutput } from "../program/invoke";
import type { InvokeOptions } from "../program/invoke-options";
import type * as Half from "./calls/model-agreement-evidence";
import type {
  GetModelAgreementEvidenceArgs,
  ModelAgreementEvidence,
} from "./shapes/model-agreement-evidence";

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
