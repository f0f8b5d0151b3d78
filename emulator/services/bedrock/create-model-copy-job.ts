import { type Call, operation } from "../../operation";
import { optional, required, text } from "../../validation/shapes";
import { findTargetKey, whyNotReadable } from "./copy-keys";
import { jobForToken, rememberToken } from "./copy-tokens";
import { customModelRefusals as refusals } from "./custom-model-refusals";
import { type CopyJob, messageOfCopiesToCome, putJob } from "./copy-jobs";
import { type CustomModel, customModels, modelStatus, putModel } from "./custom-models";
import { customModelArn, customModelName, modelArn, newCopyJobArn, partsOf } from "./model-arns";
import { isInRegion } from "./model-ids";
import { tagList, withTags } from "./tags";
import { findSource } from "./visible-models";

const kmsKeyId = text({
  min: 1,
  max: 2048,
  pattern:
    /(arn:aws(-[^:]+)?:kms:[a-zA-Z0-9-]*:[0-9]{12}:((key\/[a-zA-Z0-9-]{36})|(alias\/[a-zA-Z0-9-_/]+)))|([a-zA-Z0-9-]{36})|(alias\/[a-zA-Z0-9-_/]+)/,
});

const clientRequestToken = text({
  min: 1,
  max: 256,
  pattern: /[a-zA-Z0-9]([-a-zA-Z0-9]{0,254}[a-zA-Z0-9])?/,
});

export const createModelCopyJob = operation({
  name: "CreateModelCopyJob",
  access: "write",
  http: { method: "POST", path: "/model-copy-jobs", status: 201 },
  input: {
    sourceModelArn: required(modelArn),
    targetModelName: required(customModelName),
    modelKmsKeyId: optional(kmsKeyId),
    targetModelTags: optional(tagList),
    clientRequestToken: optional(clientRequestToken),
  },
  subject: "targetModelName",
  behaviours: [
    {
      source: "botocore",
      what: "an accepted copy is answered with 201; it is made in the Region that is called",
    },
    { source: "docs", what: "the source is of any Region, and the caller's own or shared with it" },
    { source: "botocore", what: "a client token that was used before is ignored without an error" },
    {
      source: "assumed",
      what: "the answer is then the job that it stands for, whatever else is asked, also when that has failed",
    },
    {
      source: "assumed",
      what: "a source that is not shared, or whose share is not seen yet, is not found (404); a while later it is",
    },
    {
      source: "assumed",
      what: "the order of refusals: foundation model, source, its status, base model, name, tags, the copy's key, the source's",
    },
    {
      source: "docs",
      what: "who copies what a customer's key encrypts needs kms:Decrypt by that key's policy, and four permissions for a key of the copy",
    },
    {
      source: "assumed",
      what: "without kms:Decrypt the job ends in Failed; a world can say withoutDecrypt: refuse instead (AccessDeniedException)",
    },
    {
      source: "assumed",
      what: "keys are looked at when the call is made; a copy without a key of its own has AWS's, whatever the source has",
    },
    { source: "assumed", what: "a share that ends while a copy is under way does not end the copy" },
    { source: "botocore", what: "the target's ARN ends in 12 letters and digits" },
    { source: "assumed", what: "these are random, and the base model in it is the source's" },
  ],
  run(input, call) {
    const { sourceModelArn, targetModelName: name, clientRequestToken: token } = input;
    const known = jobForToken(token, call);
    if (known !== undefined) return { jobArn: known };
    if (sourceModelArn.includes(":foundation-model/")) throw refusals.notCustom(sourceModelArn);
    const source = findSource(sourceModelArn, call);
    requireCopyable(source, name, call);
    const tags = withTags({}, input.targetModelTags);
    const kmsKeyArn =
      input.modelKmsKeyId === undefined ? undefined : findTargetKey(input.modelKmsKeyId, call);

    const failure = failureOf(source, call);
    const job: CopyJob = {
      arn: newCopyJobArn(call.region, call.account),
      account: call.account,
      region: call.region,
      requestedAt: call.clock.now(),
      sourceModelArn,
      sourceModelName: source.name,
      targetModelArn: customModelArn(call.region, call.account, partsOf(sourceModelArn).baseModelId),
      targetModelName: name,
      targetModelTags: tags,
      ...(kmsKeyArn !== undefined && { kmsKeyArn }),
      ...(failure && { failure }),
    };
    putJob(job, call);
    putModel(targetOf(job, source), call);
    rememberToken(token, job.arn, call);
    return { jobArn: job.arn };
  },
});

function requireCopyable(source: CustomModel, name: string, call: Call): void {
  const status = modelStatus(source, call)!;
  if (status !== "Active") throw refusals.notActive(source.arn, status);
  const { baseModelId } = partsOf(source.arn);
  const base = call.world.models[baseModelId];
  if (!base || !isInRegion(base, call.region)) throw refusals.noBaseModel(baseModelId, call.region);
  const isTaken = customModels(call).some((model) => {
    const { account, region } = partsOf(model.arn);
    return model.name === name && account === call.account && region === call.region;
  });
  if (isTaken) throw refusals.nameTaken(name);
}

/** How the copy will fail, where it is to. */
function failureOf(source: CustomModel, call: Call): CopyJob["failure"] {
  const why = whyNotReadable(source, call);
  if (why !== undefined && call.world.copies.withoutDecrypt === "refuse") throw refusals.keyDenied(why);
  const message = why ?? messageOfCopiesToCome(call);
  const at = call.clock.now() + call.world.timing.copies.completedAfterSeconds * 1000;
  return message === undefined ? undefined : { at, message };
}

function targetOf(job: CopyJob, { customizationType }: CustomModel): CustomModel {
  return {
    arn: job.targetModelArn,
    name: job.targetModelName,
    createdAt: job.requestedAt,
    customizationType,
    ...(job.kmsKeyArn !== undefined && { kmsKeyArn: job.kmsKeyArn }),
    tags: job.targetModelTags,
    usedBy: [],
    jobArn: job.arn,
  };
}
