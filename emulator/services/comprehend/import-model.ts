import { type Call, operation } from "../../operation";
import { whyDenied } from "../../policies/access";
import { contextOf } from "../../policies/context";
import { optional, required, text } from "../../validation/shapes";
import { arnOfModel, modelArn, modelName, partsOf } from "./arns";
import { endOfImport } from "./imports";
import { IMPORT_MODEL, policyInForce } from "./model-policies";
import { isTrained, type Model, modelAt, modelsOfKind, putModel, statusOf } from "./models";
import { refusals } from "./refusals";
import { tagList, withTags } from "./tags";

export const importModel = operation({
  name: "ImportModel",
  access: "write",
  input: {
    SourceModelArn: required(modelArn),
    ModelName: optional(modelName),
    VersionName: optional(modelName),
    ModelKmsKeyId: optional(text({ max: 2048, pattern: /^\p{ASCII}+$/u })),
    DataAccessRoleArn: optional(
      text({ min: 20, max: 2048, pattern: /arn:aws(-[^:]+)?:iam::[0-9]{12}:role\/.+/ }),
    ),
    Tags: optional(tagList),
  },
  subject: "SourceModelArn",
  behaviours: [
    {
      source: "botocore",
      what: "there is no client token: the same call again finds the name and version taken",
    },
    {
      source: "docs",
      what: "the source may be the caller's own; another account's policy must allow the import",
    },
    { source: "docs", what: "without a ModelName the source's is taken; its version likewise (assumed)" },
    {
      source: "assumed",
      what: "a VersionName has at most 63 letters, digits and hyphens, as its shape says; its text says 256 and underscores",
    },
    { source: "assumed", what: "a source in another account that does not exist is one without a policy" },
    { source: "assumed", what: "the copy is SUBMITTED, then TRAINING, then TRAINED" },
    { source: "assumed", what: "a policy that was put a moment ago does not count yet" },
  ],
  run(input, call) {
    const source = sourceOf(input.SourceModelArn, call);
    const { kind, name, version } = partsOf(source.arn);
    const { account, region, clock } = call;
    const { ModelName = name, VersionName = version, DataAccessRoleArn } = input;
    const tags = withTags({}, input.Tags);
    if (DataAccessRoleArn !== undefined && DataAccessRoleArn.split(":")[4] !== account) {
      throw refusals.foreignRole();
    }
    const arn = arnOfModel({
      ...{ region, account, kind, name: ModelName },
      ...(VersionName !== undefined && { version: VersionName }),
    });
    if (modelAt(arn, call)) throw refusals.nameTaken();
    const limit = call.world.comprehend.modelsPerAccount;
    if (modelsOfKind(kind, call).length >= limit) throw refusals.tooManyModels();
    const { languageCode, mode, metadata } = source;
    putModel(
      {
        arn,
        languageCode,
        ...(mode !== undefined && { mode }),
        ...(metadata && { metadata }),
        ...(input.ModelKmsKeyId !== undefined && { modelKmsKeyId: input.ModelKmsKeyId }),
        ...(DataAccessRoleArn !== undefined && { dataAccessRoleArn: DataAccessRoleArn }),
        sourceModelArn: source.arn,
        tags,
        endpoints: [],
        submittedAt: clock.now(),
        end: endOfImport(call),
      },
      call,
    );
    return { ModelArn: arn };
  },
});

/** What is to be imported, if the caller may. */
function sourceOf(arn: string, call: Call): Model {
  const { account: owner, region } = partsOf(arn);
  const { principal } = call;
  if (region !== call.region) throw refusals.otherRegion(arn);
  const source = modelAt(arn, call);
  const request = { principal, action: IMPORT_MODEL, resource: arn, context: contextOf(call) };
  const why = whyDenied(source && policyInForce(source, call), owner, request);
  if (why !== undefined) throw refusals.mayNotImport(principal.arn, arn, why);
  if (!source) throw refusals.notFound();
  const status = statusOf(source, call);
  if (!isTrained(status)) throw refusals.notTrained(arn, status);
  return source;
}
