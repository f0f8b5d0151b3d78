import { refusal } from "../../behaviours/refusals";

/** What calls of models are refused with. */
export const refusals = {
  invalidModelId: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a model or profile that does not exist in the Region, also of another Region or account by its ARN",
    message: () => "The provided model identifier is invalid.",
  }),
  notOnDemand: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a call by its own id of a model that has no ON_DEMAND among its inferenceTypesSupported; custom models are called so by nobody",
    message: (modelId: string) =>
      `Invocation of model ID ${modelId} with on-demand throughput isn\u2019t supported. ` +
      "Retry your request with the ID or ARN of an inference profile that contains this model.",
  }),
  notConversational: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "Converse and CountTokens of a model that answers no text",
    message: () =>
      "This action doesn't support the model that you provided. Try again with a supported text or chat model.",
  }),
  noCounting: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "CountTokens through a profile, and of a model that can be called through one alone",
    message: () => "The provided model doesn't support counting tokens.",
  }),
  malformed: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a body that is no JSON object, or lacks what the provider's form wants",
    message: (problem: string) =>
      `Malformed input request${problem}, please reformat your input and try again.`,
  }),
  noUserMessage: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a conversation that does not begin with a message of the user",
    message: () =>
      "A conversation must start with a user message. Try again with a conversation that starts with a user message.",
  }),
  formMissing: refusal({
    code: "ResourceNotFoundException",
    status: 404,
    source: "community",
    what: "a model whose provider wants the first-use form, while the account has not filed it",
    message: () =>
      "Model use case details have not been submitted for this account. Fill out the Anthropic use case details " +
      "form before using the model. If you have already filled out the form, try again in 15 minutes.",
  }),
  formMissingInRegion: refusal({
    code: "ValidationException",
    status: 400,
    source: "community-single",
    what: "the same in an opt-in Region, whose own form is missing",
    message: (region: string) =>
      "You have not filled out the required use-case form for this model. Complete the form at " +
      `https://${region}.console.aws.amazon.com/bedrock/ before requesting access.`,
  }),
  noMarketplaceRights: refusal({
    code: "AccessDeniedException",
    status: 403,
    source: "community",
    what: "a model without an agreement, called by somebody who may not subscribe",
    message: () =>
      "Model access is denied due to IAM user or service role is not authorized to perform the required AWS " +
      "Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to " +
      `this model. Refer to the Amazon Bedrock documentation for further details. ${TRY_AGAIN}`,
  }),
  notSubscribed: refusal({
    code: "AccessDeniedException",
    status: 403,
    source: "community",
    what: "a model whose agreement has ended in ERROR, with the reason",
    message: (reason: string) => `Model access is denied due to ${reason}. ${TRY_AGAIN}`,
  }),
  settling: refusal({
    code: "AccessDeniedException",
    status: 403,
    source: "docs",
    what: "a model whose agreement is being made or cancelled, where such calls are refused",
    message: () => "The agreement for this model is being changed. Try again in 15 minutes.",
  }),
  restricted: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "every call in an account that AWS restricts (authorization: restricted)",
    message: () => "Error 002: Access to Bedrock models is not allowed for this account.",
  }),
  notAllowed: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a model that needs an agreement, in an account where Bedrock was never enabled (authorization: never-enabled)",
    message: () => "Operation not allowed",
  }),
};

const TRY_AGAIN =
  "Your AWS Marketplace subscription for this model cannot be completed at this time. " +
  "If you recently fixed this issue, try again after 2 minutes.";
