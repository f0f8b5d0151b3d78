import { randomUUID } from "node:crypto";

import {
  CreateModelCopyJobCommand,
  type CreateModelCopyJobCommandInput,
  GetModelCopyJobCommand,
} from "@aws-sdk/client-bedrock";
import * as v from "valibot";

import { hasCustomModel, isEmulated } from "../vocabulary/conditions";
import { job, jobs, missingJob, missingModel, NOT_FOUND } from "./copies";
import { assumed, botocore, docs, type Row } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

type Input = Partial<CreateModelCopyJobCommandInput>;

const newName = (): string => `contract-${randomUUID()}`;
const ofModel = ({ customModel }: Stage, input: Input = {}) => ({
  sourceModelArn: customModel!,
  targetModelName: newName(),
  ...input,
});

/** The job of a copy of the caller's own model. */
async function jobOf(stage: Stage, input: Input = {}): Promise<{ jobArn: string }> {
  const { jobArn } = await stage.clients.bedrock.send(new CreateModelCopyJobCommand(ofModel(stage, input)));
  return { jobArn: jobArn! };
}

/** The model that such a copy makes, Active where enough time is to pass. */
async function copyOf(stage: Stage, input: Input = {}, seconds = 600): Promise<string> {
  const found = await stage.clients.bedrock.send(new GetModelCopyJobCommand(await jobOf(stage, input)));
  await stage.pause(seconds);
  return found.targetModelArn!;
}

const given = [isEmulated, hasCustomModel];
const REFUSED = { status: 400, code: "ValidationException" };
const EMPTY = { status: 200, shape: v.strictObject({}) };
const TAG = { key: "team", value: "blue" };
const COPYING = "https://docs.aws.amazon.com/bedrock/latest/userguide/copy-model.html";

/** What makes, tags and deletes models: only tried where nobody pays for it and has to clean up. */
export const copiesWriting: readonly Row[] = [
  {
    operation: "CreateModelCopyJob",
    name: "answers 201 and the ARN of a job",
    input: ofModel,
    given,
    expects: {
      status: 201,
      shape: v.looseObject({ jobArn: v.pipe(v.string(), v.regex(/:model-copy-job\/[a-z0-9]{12}$/)) }),
    },
    source: botocore("bedrock", "CreateModelCopyJob"),
  },
  {
    operation: "CreateModelCopyJob",
    name: "makes no error of a client token that was used before",
    input: async (stage) => {
      const again = ofModel(stage, { clientRequestToken: randomUUID() });
      await jobOf(stage, again);
      return again;
    },
    given,
    expects: { status: 201, shape: v.looseObject({ jobArn: v.string() }) },
    source: botocore("bedrock", "CreateModelCopyJob"),
  },
  {
    operation: "CreateModelCopyJob",
    name: "refuses a name that a copy under way has",
    input: async (stage) => {
      const again = ofModel(stage);
      await jobOf(stage, again);
      return { ...again, clientRequestToken: randomUUID() };
    },
    given,
    expects: REFUSED,
    settles: ["bedrock.nameTaken", "bedrock.sameName"],
    alternatives: { accepted: { status: 201, shape: v.looseObject({ jobArn: v.string() }) } },
    source: assumed("no text says that names are unique, and the operation has no ValidationException"),
  },
  {
    operation: "CreateModelCopyJob",
    name: "does not find a source that does not exist",
    input: (stage) => ({ sourceModelArn: missingModel(stage), targetModelName: newName() }),
    given: [isEmulated],
    expects: NOT_FOUND,
    settles: "bedrock.sourceNotSeen",
    source: botocore("bedrock", "CreateModelCopyJob"),
  },
  {
    operation: "CreateModelCopyJob",
    name: "copies no foundation model",
    input: ({ partition, region, firstParty }) => ({
      sourceModelArn: `arn:${partition}:bedrock:${region}::foundation-model/${firstParty!}`,
      targetModelName: newName(),
    }),
    given: [isEmulated],
    expects: REFUSED,
    settles: "bedrock.notCustom",
    source: assumed("the shape lets its ARN through"),
  },
  {
    operation: "CreateModelCopyJob",
    name: "does not find a KMS key that does not exist",
    input: (stage) => ofModel(stage, { modelKmsKeyId: "alias/contract-no-such-key" }),
    given,
    expects: REFUSED,
    settles: "bedrock.noSuchKey",
    source: assumed("no text says how a key is refused"),
  },
  {
    operation: "GetModelCopyJob",
    name: "knows the target's ARN while the job is InProgress",
    input: jobOf,
    given,
    expects: ({ account, region }) => ({
      status: 200,
      shape: v.looseObject({
        ...job.entries,
        status: v.literal("InProgress"),
        targetModelArn: v.pipe(v.string(), v.includes(`:${region}:${account}:custom-model/`)),
        sourceAccountId: v.literal(account),
      }),
    }),
    settles: "bedrock.copyShown",
    alternatives: { late: NOT_FOUND },
    source: botocore("bedrock", "GetModelCopyJob"),
  },
  {
    operation: "GetModelCopyJob",
    name: "reads Completed in the end",
    input: jobOf,
    given,
    expects: { status: 200, shape: v.looseObject({ status: v.literal("Completed") }) },
    withinSeconds: 3600,
    settles: "bedrock.copyJobsKept",
    alternatives: { untilOver: NOT_FOUND },
    source: docs(COPYING),
  },
  {
    operation: "ListModelCopyJobs",
    name: "finds a job by a part of its target's name",
    input: async (stage) => {
      const targetModelName = newName();
      await jobOf(stage, { targetModelName });
      return { targetModelNameContains: targetModelName.slice(5), sourceAccountEquals: stage.account };
    },
    given,
    expects: { status: 200, shape: v.looseObject({ modelCopyJobSummaries: v.strictTuple([job]) }) },
    source: botocore("bedrock", "ListModelCopyJobs"),
  },
  {
    operation: "ListModelCopyJobs",
    name: "finds jobs by their source and status",
    input: ({ customModel }) => ({ sourceModelArnEquals: customModel, statusEquals: "Completed" }),
    given,
    expects: { status: 200, shape: jobs },
    source: botocore("bedrock", "ListModelCopyJobs"),
  },
  {
    operation: "GetCustomModel",
    name: "reads Creating of a copy under way",
    input: async (stage) => ({ modelIdentifier: await copyOf(stage, {}, 0) }),
    given,
    expects: { status: 200, shape: v.looseObject({ modelStatus: v.literal("Creating") }) },
    settles: "bedrock.copiedModel",
    alternatives: { afterwards: NOT_FOUND },
    source: assumed("the status exists; whether a copy shows it before it is made is not said"),
  },
  {
    operation: "GetCustomModel",
    name: "finds a copy by its name, Active, and tells no tags, no owner and no source",
    input: async (stage) => {
      const modelIdentifier = newName();
      await copyOf(stage, { targetModelName: modelIdentifier, targetModelTags: [TAG] });
      return { modelIdentifier };
    },
    given,
    expects: {
      status: 200,
      shape: v.strictObject({
        modelArn: v.string(),
        modelName: v.string(),
        creationTime: v.date(),
        modelStatus: v.literal("Active"),
        baseModelArn: v.string(),
        customizationType: v.string(),
      }),
    },
    settles: "bedrock.copyDescription",
    alternatives: { ofSource: { status: 200, shape: v.looseObject({ jobArn: v.string() }) } },
    source: botocore("bedrock", "GetCustomModel"),
  },
  {
    operation: "DeleteCustomModel",
    name: "deletes a model, and answers nothing",
    input: async (stage) => ({ modelIdentifier: await copyOf(stage) }),
    given,
    expects: EMPTY,
    source: botocore("bedrock", "DeleteCustomModel"),
  },
  {
    operation: "DeleteCustomModel",
    name: "is a conflict with status 400 while the model is made",
    input: async (stage) => ({ modelIdentifier: await copyOf(stage, {}, 0) }),
    given,
    expects: { status: 400, code: "ConflictException" },
    settles: "bedrock.isCreating",
    source: assumed("the code and its status are in the service model, when it is sent is not"),
  },
  {
    operation: "DeleteCustomModel",
    name: "does not find a model that does not exist",
    input: (stage) => ({ modelIdentifier: missingModel(stage) }),
    given: [isEmulated],
    expects: NOT_FOUND,
    source: botocore("bedrock", "DeleteCustomModel"),
  },
  {
    operation: "bedrock:ListTagsForResource",
    name: "lists the tags a copy was made with",
    input: async (stage) => ({ resourceARN: await copyOf(stage, { targetModelTags: [TAG] }) }),
    given,
    expects: {
      status: 200,
      shape: v.looseObject({
        tags: v.strictTuple([v.strictObject({ key: v.literal("team"), value: v.literal("blue") })]),
      }),
    },
    source: botocore("bedrock", "CreateModelCopyJob"),
  },
  {
    operation: "bedrock:TagResource",
    name: "tags a model, and answers nothing",
    input: async (stage) => ({ resourceARN: await copyOf(stage), tags: [TAG] }),
    given,
    expects: EMPTY,
    source: botocore("bedrock", "bedrock:TagResource"),
  },
  {
    operation: "bedrock:TagResource",
    name: "has a code of its own for more than 50 tags",
    input: async (stage) => ({
      resourceARN: await copyOf(stage),
      tags: Array.from({ length: 51 }, (_, i) => ({ key: `k${i}`, value: "" })),
    }),
    given,
    expects: { status: 400, code: "TooManyTagsException" },
    source: botocore("bedrock", "bedrock:TagResource"),
  },
  {
    operation: "bedrock:TagResource",
    name: "takes no copy job, which has no tags",
    input: (stage) => ({ resourceARN: missingJob(stage), tags: [TAG] }),
    given: [isEmulated],
    expects: REFUSED,
    source: botocore("bedrock", "bedrock:TagResource"),
  },
  {
    operation: "bedrock:UntagResource",
    name: "passes over keys that are not there",
    input: async (stage) => ({ resourceARN: await copyOf(stage), tagKeys: ["nobody-has-this"] }),
    given,
    expects: EMPTY,
    settles: "bedrock.absentTag",
    alternatives: { refused: REFUSED },
    source: assumed("other services of AWS do"),
  },
];
