import { refusal, type Refusal } from "../../behaviours/refusals";

/** The API reference gives 400 to everything that is the caller's fault; some service models say 404 or 429. */
function refuses<Args extends unknown[]>(
  code: string,
  source: Refusal["source"],
  what: string,
  message: (...args: Args) => string,
  ...otherCodes: readonly string[]
): Refusal<Args> {
  const or = Object.fromEntries(otherCodes.map((other) => [other, 400]));
  return refusal<Args>({ code, status: 400, source, what, message, or });
}

/** What Comprehend refuses, and how. */
export const refusals = {
  mayNot: refuses(
    "AccessDeniedException",
    "assumed",
    "a model of another account, except for its import; no operation's model names the code",
    (principal: string, operation: string, arn: string) =>
      `User: ${principal} is not authorized to perform: comprehend:${operation} on resource: ${arn} because no resource-based policy allows the comprehend:${operation} action`,
    "ResourceNotFoundException",
    "InvalidRequestException",
  ),
  mayNotImport: refuses(
    "AccessDeniedException",
    "assumed",
    "the import of another account's model whose policy does not allow it, or denies it; that it is refused is in the docs",
    (why: string) => why,
    "ResourceNotFoundException",
    "InvalidRequestException",
  ),
  otherRegion: refuses(
    "InvalidRequestException",
    "assumed",
    "a model of another Region; that it is refused is in the docs",
    (arn: string) => `${arn} is not in this Region.`,
    "ResourceNotFoundException",
    "ValidationException",
  ),
  notFound: refuses(
    "ResourceNotFoundException",
    "docs",
    "a model or endpoint that does not exist, or a model that is gone",
    () => "The specified resource ARN was not found. Check the ARN and try your request again.",
  ),
  noPolicy: refuses(
    "ResourceNotFoundException",
    "assumed",
    "the deletion of a policy that is not there",
    (arn: string) => `There is no resource policy for ${arn}.`,
    "InvalidRequestException",
  ),
  badPolicy: refuses(
    "InvalidRequestException",
    "assumed",
    "a resource policy that is none, or is about other actions than comprehend:ImportModel; that it is refused is in the docs",
    (why: string) => `Invalid resource policy: ${why}.`,
    "ValidationException",
  ),
  staleRevision: refuses(
    "InvalidRequestException",
    "assumed",
    "a put or delete of a policy with another revision id than its own",
    () => "The policy revision ID does not match the current revision of the policy.",
    "ConcurrentModificationException",
    "ResourceInUseException",
    "ResourceNotFoundException",
  ),
  revisionMissing: refuses(
    "InvalidRequestException",
    "assumed",
    "a put without a revision id where there is a policy, in a world that assumes it to be refused",
    () => "The resource already has a policy. Specify its revision ID.",
    "ResourceInUseException",
    "ConcurrentModificationException",
  ),
  nameTaken: refuses(
    "ResourceInUseException",
    "botocore",
    "an import under a name and version that are taken",
    () => "The specified resource name is already in use. Use a different name and try your request again.",
  ),
  notTrained: refuses(
    "ResourceUnavailableException",
    "botocore",
    "the import of a model that is not trained",
    (arn: string, status: string) => `${arn} is ${status}. Only trained models can be imported.`,
  ),
  tooManyModels: refuses(
    "ResourceLimitExceededException",
    "botocore",
    "more models of a kind than an account may have in a Region; how many that are here is said by the world",
    () => "The maximum number of resources per account has been exceeded.",
  ),
  foreignRole: refuses(
    "InvalidRequestException",
    "assumed",
    "a data access role of another account",
    () => "The data access role is not of this account.",
    "AccessDeniedException",
    "ValidationException",
  ),
  roleMissing: refuses(
    "InvalidRequestException",
    "assumed",
    "an import without a data access role where the source or the copy has a customer's key; that it is needed is in the docs",
    () => "A data access role is required to import a model with a customer managed KMS key.",
    "KmsKeyValidationException",
    "ValidationException",
  ),
  noSuchKey: refuses(
    "KmsKeyValidationException",
    "botocore",
    "a key for the copy that does not exist in the Region, is another account's (docs), or is named by an alias, where the service model wants its id or ARN",
    (id: string) => `The KMS key ${id} cannot be validated. Verify the key and re-enter it.`,
  ),
  keyDisabled: refuses(
    "KmsKeyValidationException",
    "assumed",
    "a key for the copy that is disabled",
    (arn: string) => `The KMS key ${arn} is disabled.`,
    "InvalidRequestException",
  ),
  keyDenied: refuses(
    "KmsKeyValidationException",
    "assumed",
    "a key of the source or the copy that Comprehend may not use, in a world that assumes the call to find that out",
    (why: string) => why,
    "AccessDeniedException",
    "InvalidRequestException",
  ),
  notTerminal: refuses(
    "ResourceUnavailableException",
    "botocore",
    "the deletion of a model that is under way or being deleted: only those that have ended can be (docs)",
    (status: string) => `The model is ${status}. Only models in a terminated state can be deleted.`,
  ),
  inUse: refuses(
    "ResourceInUseException",
    "docs",
    "the deletion of a model that an endpoint or a flywheel uses",
    (users: string) => `The model is in use by ${users}.`,
  ),
  manyFilters: refuses(
    "InvalidFilterException",
    "botocore",
    "a listing of models with more than one filter",
    () => "You can only set one filter at a time.",
  ),
  manyEndpointFilters: refuses(
    "InvalidRequestException",
    "assumed",
    "a listing of endpoints with more than one filter",
    () => "You can only set one filter at a time.",
    "InvalidFilterException",
    "ValidationException",
  ),
  badNextToken: refuses(
    "InvalidRequestException",
    "assumed",
    "a token of another listing, or of none",
    () => "The specified value for NextToken is not valid.",
    "ValidationException",
  ),
  tooManyTags: refuses(
    "TooManyTagsException",
    "botocore",
    "more than 50 tags, those that are there included",
    () => "The request contains more tags than can be associated with a resource (50 tags per resource).",
  ),
  tooManyTagKeys: refuses(
    "TooManyTagKeysException",
    "botocore",
    "more than 50 tag keys at once",
    () =>
      "The request contains more tag keys than can be associated with a resource (50 tag keys per resource).",
  ),
  systemTag: refuses(
    "InvalidRequestException",
    "assumed",
    "a tag in the namespace aws:",
    (key: string) => `The tag key ${key} is reserved.`,
    "ValidationException",
  ),
  noSuchTag: refuses(
    "InvalidRequestException",
    "assumed",
    "the removal of a tag that is not there, in a world that assumes it to be refused",
    (key: string) => `There is no tag ${key}.`,
    "ResourceNotFoundException",
  ),
  notStoppable: refuses(
    "InvalidRequestException",
    "assumed",
    "the stop of an import, in a world that assumes it to be refused",
    () => "Only a model that is being trained can be stopped.",
    "ResourceUnavailableException",
  ),
};
