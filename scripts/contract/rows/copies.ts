import * as v from "valibot";

import { assumed, botocore, type Row, VALIDATION_WORDING } from "../vocabulary/row";
import { otherRegionThan, type Stage } from "../vocabulary/stage";

export const NOT_FOUND = { status: 404, code: "ResourceNotFoundException" };

/** The ARN of something of the account that does not exist. */
function missing({ partition, region, account }: Stage, what: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:${what}/contract0000`;
}
export const missingModel = (stage: Stage) => missing(stage, "custom-model/amazon.nova-micro-v1:0:128k");
export const missingJob = (stage: Stage) => missing(stage, "model-copy-job");

const listedModel = v.looseObject({
  modelArn: v.string(),
  modelName: v.string(),
  creationTime: v.date(),
  baseModelArn: v.string(),
  baseModelName: v.string(),
});
export const job = v.looseObject({
  jobArn: v.string(),
  status: v.picklist(["InProgress", "Completed", "Failed"]),
  creationTime: v.date(),
  targetModelArn: v.string(),
  sourceAccountId: v.string(),
  sourceModelArn: v.string(),
});

const models = (model: v.GenericSchema) => v.looseObject({ modelSummaries: v.array(model) });
export const jobs = v.looseObject({ modelCopyJobSummaries: v.array(job) });

/** What is read of custom models and their copies. */
export const copiesReading: readonly Row[] = [
  {
    operation: "ListCustomModels",
    name: "lists the custom models of the account, and those that are shared with it",
    input: {},
    expects: { status: 200, shape: models(listedModel) },
    source: botocore("bedrock", "ListCustomModels"),
  },
  {
    operation: "ListCustomModels",
    name: "keeps to the models of the account itself",
    input: { isOwned: true },
    expects: ({ account }) => ({
      status: 200,
      shape: models(v.looseObject({ ownerAccountId: v.literal(account) })),
    }),
    source: botocore("bedrock", "ListCustomModels"),
  },
  {
    operation: "ListCustomModels",
    name: "keeps to the models of others",
    input: { isOwned: false },
    expects: ({ account }) => ({
      status: 200,
      shape: models(v.looseObject({ ownerAccountId: v.pipe(v.string(), v.notValue(account)) })),
    }),
    source: botocore("bedrock", "ListCustomModels"),
  },
  {
    operation: "ListCustomModels",
    name: "wants pages of 1 to 1000",
    input: { maxResults: 1001 },
    expects: {
      status: 400,
      code: "ValidationException",
      message:
        /'1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000/,
    },
    source: VALIDATION_WORDING,
  },
  {
    operation: "ListCustomModels",
    name: "takes no token that it has not given",
    input: { nextToken: "no-token-of-anybody" },
    expects: { status: 400, code: "ValidationException" },
    settles: "bedrock.badPageToken",
    source: assumed("the service model has no code of its own for it"),
  },
  {
    operation: "GetCustomModel",
    name: "does not find a model that does not exist",
    input: (stage) => ({ modelIdentifier: missingModel(stage) }),
    expects: NOT_FOUND,
    source: botocore("bedrock", "GetCustomModel"),
  },
  {
    operation: "GetCustomModel",
    name: "does not find a model of another Region",
    input: (stage) => ({ modelIdentifier: missingModel({ ...stage, region: otherRegionThan(stage) }) }),
    expects: NOT_FOUND,
    settles: "bedrock.otherRegion",
    source: assumed("404 is in the service model; when it is sent is not"),
  },
  {
    operation: "GetCustomModel",
    name: "does not find a name of nothing",
    input: { modelIdentifier: "contract-no-such-model" },
    expects: NOT_FOUND,
    source: botocore("bedrock", "GetCustomModel"),
  },
  {
    operation: "ListModelCopyJobs",
    name: "lists the copies into the Region",
    input: { sortBy: "CreationTime", sortOrder: "Descending" },
    expects: { status: 200, shape: jobs },
    source: botocore("bedrock", "ListModelCopyJobs"),
  },
  {
    operation: "ListModelCopyJobs",
    name: "finds nothing by a name of nothing, and takes times",
    input: { targetModelNameContains: "contract-no-such-model", creationTimeAfter: new Date(0) },
    expects: { status: 200, shape: v.looseObject({ modelCopyJobSummaries: v.strictTuple([]) }) },
    source: botocore("bedrock", "ListModelCopyJobs"),
  },
  {
    operation: "GetModelCopyJob",
    name: "does not find a job that does not exist",
    input: (stage) => ({ jobArn: missingJob(stage) }),
    expects: NOT_FOUND,
    source: botocore("bedrock", "GetModelCopyJob"),
  },
  {
    operation: "bedrock:ListTagsForResource",
    name: "does not find a model that does not exist",
    input: (stage) => ({ resourceARN: missingModel(stage) }),
    expects: NOT_FOUND,
    source: botocore("bedrock", "bedrock:ListTagsForResource"),
  },
  {
    operation: "bedrock:ListTagsForResource",
    name: "takes no copy job, which has no tags",
    input: (stage) => ({ resourceARN: missingJob(stage) }),
    expects: {
      status: 400,
      code: "ValidationException",
      message:
        /at 'resourceARN' failed to satisfy constraint: Member must satisfy regular expression pattern/,
    },
    source: botocore("bedrock", "bedrock:ListTagsForResource"),
  },
];
