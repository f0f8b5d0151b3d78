/** What a Pulumi program imports. The AWS SDK is not loaded here: it runs in the provider's host. */
export type { AssumeRoleArgs } from "./assume-role";
export { CustomModelCopy, type CustomModelCopyArgs } from "./bedrock/custom-model-copy";
export {
  type CustomModel,
  getCustomModel,
  type GetCustomModelArgs,
  getCustomModelOutput,
} from "./bedrock/get-custom-model";
export {
  listSharedModels,
  type ListSharedModelsArgs,
  listSharedModelsOutput,
} from "./bedrock/list-shared-models";
export {
  getModelOffers,
  type GetModelOffersArgs,
  getModelOffersOutput,
  type ModelOffer,
  type ModelOffers,
} from "./bedrock/get-model-offers";
export { ModelAgreement, type ModelAgreementArgs } from "./bedrock/model-agreement";
export type { Difference } from "./bedrock/terms/comparison";
export type { ReviewedTerms } from "./bedrock/terms/reviewed-terms";
export type { RateCardRow, Terms } from "./bedrock/terms/terms";
export {
  SharedCustomModel,
  type SharedCustomModelArgs,
  type SharedCustomModelCopyArgs,
  type SharedCustomModelRecipient,
} from "./bedrock/shared-custom-model";
export { IntendedUsers, UseCaseSubmission, type UseCaseSubmissionArgs } from "./bedrock/use-case-submission";
export type { FormSource } from "./bedrock/form-source";
export {
  getComprehendModel,
  type GetComprehendModelArgs,
  getComprehendModelOutput,
} from "./comprehend/get-comprehend-model";
export {
  listComprehendModelVersions,
  type ListComprehendModelVersionsArgs,
  listComprehendModelVersionsOutput,
} from "./comprehend/list-comprehend-model-versions";
export { ComprehendModelImport, type ComprehendModelImportArgs } from "./comprehend/model-import";
export {
  ComprehendModelPolicy,
  type ComprehendModelPolicyArgs,
  type ImporterArgs,
} from "./comprehend/model-policy";
export type { ComprehendModel, ModelKind, ModelMetadata } from "./comprehend/comprehend-model";
export type { Statement, Statements } from "./comprehend/policy-statements";
export { ModelLicenseGrant, type ModelLicenseGrantArgs } from "./licensing/model-license-grant";
export {
  type AcceptedDocument,
  getModelAgreementEvidence,
  type GetModelAgreementEvidenceArgs,
  getModelAgreementEvidenceOutput,
  type MarketplaceAgreement,
  type ModelAgreementEvidence,
} from "./marketplace/get-model-agreement-evidence";
export {
  Provider,
  type ProviderArgs,
  type ProviderAssumeRoleArgs,
  type ProviderEndpointArgs,
  type ProviderWebIdentityArgs,
} from "./provider";
export { CustomModelShare, type CustomModelShareArgs } from "./ram/custom-model-share";
export {
  type FoundCustomModelShare,
  getCustomModelShare,
  type GetCustomModelShareArgs,
  getCustomModelShareOutput,
} from "./ram/get-custom-model-share";
export type { Association } from "./ram/association";
export {
  CustomModelShareAcceptance,
  type CustomModelShareAcceptanceArgs,
} from "./ram/custom-model-share-acceptance";
export type { InvokeOptions } from "./transport/invoke-options";
export {
  SharedComprehendModel,
  type SharedComprehendModelArgs,
  type SharedComprehendModelRecipient,
} from "./comprehend/shared-comprehend-model";
