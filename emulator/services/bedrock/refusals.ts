import { refusal } from "../../errors";

/** What Bedrock's agreement operations refuse, and how. */
export const refusals = {
  invalidModelId: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a model id that is unknown, not of this Region, or an inference profile",
    message: () => "The provided model identifier is invalid.",
  }),
  notSupported: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "an agreement operation on a model that needs no agreement",
    message: () => "Agreement not supported for this model.",
    or: { ResourceNotFoundException: 404 },
  }),
  staleToken: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "an offer token that is unknown, too old, or of another account, Region or model",
    message: () => "The provided offer token is invalid or has expired.",
    or: { ConflictException: 400, ResourceNotFoundException: 404, AccessDeniedException: 403 },
  }),
  alreadyExists: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a create while an agreement is there or PENDING (not a ConflictException)",
    message: () => "Could not create agreement - Agreement already exists",
    or: { ConflictException: 400 },
  }),
  nothingToCancel: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a delete without an agreement, also after one that ended in ERROR",
    message: () => "No agreement exists to cancel",
    or: { ConflictException: 400, ResourceNotFoundException: 404 },
  }),
  busy: refusal({
    code: "ConflictException",
    status: 400,
    source: "botocore",
    what: "a create or delete while a delete is under way, or a delete while a create is (the status is 400, not 409)",
    message: () => "The agreement cannot be changed at the moment. Try again later.",
  }),
  formMissing: refusal({
    code: "AccessDeniedException",
    status: 403,
    source: "community",
    what: "a create for a model whose provider wants the first-use form, while the account has not filed it",
    message: () =>
      "You have not filled out the request form. Fill out the form before requesting access to the model.",
  }),
  formMissingInRegion: refusal({
    code: "AccessDeniedException",
    status: 403,
    source: "assumed",
    what: "the same in an opt-in Region, whose own form is missing (the text is that of calls of a model, which have status 400)",
    message: (region: string) =>
      "You have not filled out the required use-case form for this model. Complete the form at " +
      `https://${region}.console.aws.amazon.com/bedrock/ before requesting access.`,
    or: { ValidationException: 400 },
    quoted: true,
  }),
  noSubscribe: refusal({
    code: "AccessDeniedException",
    status: 403,
    source: "community-single",
    what: "a create by an identity that may not subscribe in AWS Marketplace; it may list offers and put the form",
    message: (arn: string) =>
      `User: ${arn} is not authorized to perform: aws-marketplace:Subscribe on resource: * because no ` +
      "identity-based policy allows the aws-marketplace:Subscribe action",
  }),
  restricted: refusal({
    code: "AccessDeniedException",
    status: 403,
    source: "community",
    what: "a create in an account that AWS restricts (authorization: restricted)",
    message: () => "Error 002: Access to Bedrock models is not allowed for this account.",
    or: { ValidationException: 400 },
  }),
  notAllowed: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a create in an account where Bedrock was never enabled (authorization: never-enabled)",
    message: () => "Operation not allowed",
    or: { AccessDeniedException: 403 },
    quoted: true,
  }),
  noForm: refusal({
    code: "ResourceNotFoundException",
    status: 404,
    source: "community",
    what: "a read of the first-use form where none is filed",
    message: () => "You have not filled out the request form. Fill out the form before getting access.",
  }),
  badForm: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a form that is no JSON object, lacks a field, or has one that is too long; no field is ever named",
    message: () => "Invalid form data.",
  }),
  internalAccount: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a form of an account of AWS's own, which needs none (the code is assumed)",
    message: () => "Internal Accounts should not submit use case details",
    or: { AccessDeniedException: 403 },
  }),
  formFiled: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a second form, in a world where forms can be filed once",
    message: () => "The use case form has already been submitted for this account.",
    or: { ConflictException: 400, AccessDeniedException: 403 },
  }),
  modelNotFound: refusal({
    code: "ResourceNotFoundException",
    status: 404,
    source: "assumed",
    what: "GetFoundationModel of a model that does not exist in the Region",
    message: () => "Could not resolve the foundation model from the provided model identifier.",
    or: { ValidationException: 400 },
  }),
};
