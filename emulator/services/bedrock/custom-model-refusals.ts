import { refusal } from "../../errors";

/** What Bedrock refuses about custom models and their copies, and how. The wordings are ours. */
export const customModelRefusals = {
  noSuchModel: refusal({
    code: "ResourceNotFoundException",
    status: 404,
    source: "botocore",
    what: "a custom model that does not exist in the Region, or is of another account that does not share it",
    message: (identifier: string) => `Could not find the custom model ${identifier}.`,
  }),
  notTheOwner: refusal({
    code: "AccessDeniedException",
    status: 403,
    source: "assumed",
    what: "a recipient that deletes or tags a model that is shared with it",
    message: (identifier: string) => `You are not the owner of the custom model ${identifier}.`,
  }),
  inUse: refusal({
    code: "ConflictException",
    status: 400,
    source: "assumed",
    what: "a delete of a model for which there is Provisioned Throughput or a deployment",
    message: (name: string, user: string) =>
      `The custom model ${name} is in use by ${user}. Delete it first.`,
  }),
  isCreating: refusal({
    code: "ConflictException",
    status: 400,
    source: "assumed",
    what: "a delete of a model whose copy is under way",
    message: (name: string) => `The custom model ${name} cannot be deleted while it is being created.`,
  }),
  notActive: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a copy of a model that is not Active",
    message: (arn: string, status: string) => `The model ${arn} cannot be copied in its status ${status}.`,
  }),
  notCustom: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a copy of a foundation model",
    message: (arn: string) => `The model ${arn} is not a custom model.`,
  }),
  noBaseModel: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a copy into a Region that has not the foundation model it was made of",
    message: (baseModelId: string, region: string) =>
      `The base model ${baseModelId} is not available in ${region}.`,
  }),
  nameTaken: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a copy under a name that a model of the account has in the Region, or a copy under way will have",
    message: (name: string) => `A custom model with the name ${name} already exists.`,
  }),
  noSuchKey: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a copy under a KMS key that does not exist in the Region",
    message: (id: string) => `The KMS key ${id} could not be found.`,
  }),
  keyDisabled: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a copy under a KMS key that is disabled",
    message: (arn: string) => `The KMS key ${arn} is disabled.`,
  }),
  keyDenied: refusal({
    code: "AccessDeniedException",
    status: 403,
    source: "assumed",
    what: "a copy under a KMS key whose policy does not allow kms:DescribeKey, CreateGrant, GenerateDataKey and Decrypt",
    message: (why: string) => why,
  }),
  noSuchJob: refusal({
    code: "ResourceNotFoundException",
    status: 404,
    source: "botocore",
    what: "a copy job that does not exist, or is of another account or Region",
    message: (arn: string) => `Could not find the model copy job ${arn}.`,
  }),
  badPageToken: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a token of another listing, or of none",
    message: () => "The provided nextToken is not valid.",
  }),
  tooManyTags: refusal({
    code: "TooManyTagsException",
    status: 400,
    source: "botocore",
    what: "more than 50 tags on a resource, counting those that it has",
    message: (limit: number) => `A resource cannot have more than ${limit} tags.`,
  }),
  systemTag: refusal({
    code: "ValidationException",
    status: 400,
    source: "assumed",
    what: "a tag that begins with aws:",
    message: (key: string) => `The tag key ${key} is reserved: aws: is for AWS's own use.`,
  }),
};
