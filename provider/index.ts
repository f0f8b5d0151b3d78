/** What a Pulumi program imports. The AWS SDK is not loaded here: it runs in the provider's host. */
export * from "./resources/classes";
export type { AssumeRoleArgs } from "./program/assume-role";
export { getCustomModel, getCustomModelOutput } from "./functions/get-custom-model";
export type { CustomModel, GetCustomModelArgs } from "./functions/shapes/custom-models";
export { listSharedModels, listSharedModelsOutput } from "./functions/list-shared-models";
export type { ListSharedModelsArgs } from "./functions/shapes/custom-models";
export { getModelOffers, getModelOffersOutput } from "./functions/get-model-offers";
export type { GetModelOffersArgs, ModelOffer, ModelOffers } from "./functions/shapes/model-offers";
export type { Difference } from "./services/bedrock/terms/comparison";
export type { ReviewedTerms } from "./services/bedrock/terms/reviewed-terms";
export type { RateCardRow, Terms } from "./services/bedrock/terms/terms";
export {
  SharedCustomModel,
  type SharedCustomModelArgs,
  type SharedCustomModelCopyArgs,
  type SharedCustomModelRecipient,
} from "./components/shared-custom-model";
export { IntendedUsers } from "./resources/use-case-submission/intended-users";
export type { FormSource } from "./resources/use-case-submission/form-source";
export { getComprehendModel, getComprehendModelOutput } from "./functions/get-comprehend-model";
export type { GetComprehendModelArgs } from "./functions/shapes/comprehend-models";
export {
  listComprehendModelVersions,
  listComprehendModelVersionsOutput,
} from "./functions/list-comprehend-model-versions";
export type { ListComprehendModelVersionsArgs } from "./functions/shapes/comprehend-models";
export type { ComprehendModel, ModelKind, ModelMetadata } from "./services/comprehend/comprehend-model";
export type { Statement, Statements } from "./resources/comprehend-model-policy/policy-statements";
export type { AcceptedDocument, MarketplaceAgreement } from "./services/marketplace/agreement";
export {
  getModelAgreementEvidence,
  getModelAgreementEvidenceOutput,
} from "./functions/get-model-agreement-evidence";
export type {
  GetModelAgreementEvidenceArgs,
  ModelAgreementEvidence,
} from "./functions/shapes/model-agreement-evidence";
export {
  Provider,
  type ProviderArgs,
  type ProviderAssumeRoleArgs,
  type ProviderEndpointArgs,
  type ProviderWebIdentityArgs,
} from "./program/provider";
export { getCustomModelShare, getCustomModelShareOutput } from "./functions/get-custom-model-share";
export type { FoundCustomModelShare, GetCustomModelShareArgs } from "./functions/shapes/custom-model-shares";
export type { Association } from "./services/ram/association";
export type { InvokeOptions } from "./program/invoke-options";
export { type Transport, useTransport } from "./program/transport";
export {
  SharedComprehendModel,
  type SharedComprehendModelArgs,
  type SharedComprehendModelRecipient,
} from "./components/shared-comprehend-model";
