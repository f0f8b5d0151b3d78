/** What a Pulumi program imports. The AWS SDK is not loaded here: it runs in the provider's host. */
export { type AssumeRoleArgs, ModelAgreement, type ModelAgreementArgs } from "./bedrock/model-agreement";
export type { RateCardRow, Terms } from "./bedrock/offers";
