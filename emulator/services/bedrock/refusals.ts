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
  }),
  staleToken: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "an offer token that is unknown, too old, or of another account, Region or model",
    message: () => "The provided offer token is invalid or has expired.",
  }),
  alreadyExists: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a create while an agreement is there or PENDING (not a ConflictException)",
    message: () => "Could not create agreement - Agreement already exists",
  }),
  nothingToCancel: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a delete without an agreement, also after one that ended in ERROR",
    message: () => "No agreement exists to cancel",
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
  noForm: refusal({
    code: "ResourceNotFoundException",
    status: 404,
    source: "community",
    what: "a read of the first-use form where none is filed",
    message: () => "You have not filled out the request form.",
  }),
  badForm: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a form that is no JSON object, lacks a field, or has one that is too long",
    message: () => "The provided form data is invalid.",
  }),
  internalAccount: refusal({
    code: "ValidationException",
    status: 400,
    source: "community",
    what: "a form of an account of AWS's own, which needs none (the code is assumed)",
    message: () => "Internal Accounts should not submit use case details",
  }),
  formFiled: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a second form, in a world where forms can be filed once",
    message: () => "The use case form has already been submitted for this account.",
  }),
  modelNotFound: refusal({
    code: "ResourceNotFoundException",
    status: 404,
    source: "assumed",
    what: "GetFoundationModel of a model that does not exist in the Region",
    message: () => "Could not resolve the foundation model from the provided model identifier.",
  }),
};
