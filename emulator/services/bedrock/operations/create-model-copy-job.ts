import { assume } from "../../../behaviours/assumptions";
import { AwsError } from "../../../behaviours/refusals";
import { type Call, operation } from "../../../operation/operation";
import { optional, required, text } from "../../../validation/shapes";
import { copyBaseModel, deletedModel, lostSource } from "../copy-assumptions";
import { findTargetKey, whyNotReadable, ENCRYPTING, READING } from "../copy-keys";
import { jobForToken, rememberToken, repeatedToken } from "../copy-tokens";
import { customModelRefusals as refusals } from "../custom-model-refusals";
import { type CopyJob, jobsAt, jobStatus, messageOfCopiesToCome, putJob } from "../copy-jobs";
import { type CustomModel, customModels, lingeringModels, modelStatus, putModel } from "../custom-models";
import {
  customModelArn,
  customModelName,
  modelArn,
  newCopyJobArn,
  partsOf,
  withoutContextWindow,
  customModelsArn,
} from "../model-arns";
import { isInRegion } from "../model-ids";
import { tagList, withTags } from "../tags";
import { findSource, sharedSource } from "../visible-models";
import { keyPermission } from "../../kms/use";

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

const sameName = assume(
  "bedrock.sameName",
  "an account has a name once in a Region, also of a copy under way",
  {
    accepted: "several models may have one name",
  },
);

const refusalOrder = assume(
  "bedrock.refusalOrder",
  "of a source that is seen its status is looked at first, then its base model, then the name and the quota",
  { reversed: "the other way round" },
);

const withoutDecrypt = assume("bedrock.copyWithoutDecrypt", "without kms:Decrypt the job ends in Failed", {
  refused: "the call is refused (AccessDeniedException)",
});

const keyOfCopy = assume(
  "bedrock.keyOfCopy",
  "the copy's key is looked at when the call is made; without one the copy has AWS's, whatever the source has",
  {
    lookedAtLater: "a key that cannot be used makes the job fail",
    ofSource: "without one the copy has its source's, within the Region",
  },
);

const tagOnCopy = assume(
  "bedrock.tagOnCopy",
  "tags of a copy want bedrock:TagResource on custom-model/* as well (so seen of guardrails and knowledge bases)",
  { notNeeded: "bedrock:CreateModelCopyJob is enough" },
);

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
    repeatedToken,
    sharedSource,
    sameName,
    refusalOrder,
    {
      source: "docs",
      what: "who copies what a customer's key encrypts needs kms:Decrypt by that key's policy, and four permissions for a key of the copy",
    },
    withoutDecrypt,
    keyOfCopy,
    tagOnCopy,
    {
      source: "docs",
      what: "policies allow a copy by its source's ARN and by the Region into which it is made",
    },
    lostSource,
    { source: "botocore", what: "the target's ARN ends in 12 letters and digits" },
    { source: "community", what: "an account has at most 100 custom models in a Region" },
  ],
  permissions: [
    { on: { "custom-model": ({ sourceModelArn }) => sourceModelArn } },
    {
      action: "bedrock:TagResource",
      on: { "custom-model": (_, call) => customModelsArn(call) },
      when: ({ targetModelTags = [] }, call) =>
        targetModelTags.length > 0 && !tagOnCopy.is("notNeeded", call),
    },
    ...[...READING, ...ENCRYPTING].map((use) => keyPermission(use)),
  ],
  run(input, call) {
    const { sourceModelArn, targetModelName: name, clientRequestToken: token } = input;
    const known = jobForToken(token, call);
    if (known !== undefined) return { jobArn: known };
    if (sourceModelArn.includes(":foundation-model/")) throw refusals.notCustom(sourceModelArn);
    const source = findSource(sourceModelArn, call);
    requireCopyable(source, name, call);
    const tags = withTags({}, input.targetModelTags);
    const key = keyOf(input.modelKmsKeyId, source, call);

    const failure = failureOf(source, key.why, call);
    const job: CopyJob = {
      arn: newCopyJobArn(call.region, call.account),
      account: call.account,
      region: call.region,
      requestedAt: call.clock.now(),
      sourceModelArn,
      sourceModelName: source.name,
      targetModelArn: customModelArn(call.region, call.account, baseModelOfCopy(source, call)),
      targetModelName: name,
      targetModelTags: tags,
      ...(key.arn !== undefined && { kmsKeyArn: key.arn }),
      ...(failure && { failure }),
    };
    putJob(job, call);
    putModel(targetOf(job, source), call);
    rememberToken(token, job.arn, call);
    return { jobArn: job.arn };
  },
});

function requireCopyable(source: CustomModel, name: string, call: Call): void {
  const requireActive = (): void => {
    const status = modelStatus(source, call)!;
    if (status !== "Active") throw refusals.notActive(source.arn, status);
  };
  const requireBaseModel = (): void => {
    const { baseModelId } = partsOf(source.arn);
    const base = call.world.models[baseModelId] ?? call.world.models[withoutContextWindow(baseModelId)];
    if (!base || !isInRegion(base, call.region)) throw refusals.noBaseModel(baseModelId, call.region);
  };
  const checks = [requireActive, requireBaseModel, () => requireRoom(name, call)];
  for (const check of refusalOrder.is("reversed", call) ? checks.reverse() : checks) check();
}

/** Also copies under way count, and have their names. */
function requireRoom(name: string, call: Call): void {
  const isOwn = ({ arn }: CustomModel): boolean => {
    const { account, region } = partsOf(arn);
    return account === call.account && region === call.region;
  };
  const own = customModels(call).filter(isOwn);
  const soon = jobsAt(call).filter((job) => jobStatus(job, call) === "InProgress");
  const lingering = deletedModel.is("nameKept", call) ? lingeringModels(call).filter(isOwn) : [];
  const names = [...own, ...lingering].map((model) => model.name);
  const isTaken = [...names, ...soon.map(({ targetModelName }) => targetModelName)].includes(name);
  if (isTaken && !sameName.is("accepted", call)) throw refusals.nameTaken();
  const arns = new Set([...own.map(({ arn }) => arn), ...soon.map(({ targetModelArn }) => targetModelArn)]);
  const { modelsPerAccount } = call.world.copies;
  if (arns.size >= modelsPerAccount) throw refusals.quotaUsedUp(modelsPerAccount);
}

/** The key of the copy, or why it cannot be made with the one that was named. */
function keyOf(id: string | undefined, source: CustomModel, call: Call): { arn?: string; why?: string } {
  if (id === undefined) {
    const isNear = partsOf(source.arn).region === call.region && keyOfCopy.is("ofSource", call);
    return isNear && source.kmsKeyArn !== undefined ? { arn: source.kmsKeyArn } : {};
  }
  try {
    return { arn: findTargetKey(id, call) };
  } catch (thrown) {
    if (!(thrown instanceof AwsError) || !keyOfCopy.is("lookedAtLater", call)) throw thrown;
    return { why: thrown.message };
  }
}

function baseModelOfCopy({ arn }: CustomModel, call: Call): string {
  const { baseModelId } = partsOf(arn);
  return copyBaseModel.is("plain", call) ? withoutContextWindow(baseModelId) : baseModelId;
}

/** How the copy will fail, where it is to. */
function failureOf(source: CustomModel, whyNoKey: string | undefined, call: Call): CopyJob["failure"] {
  const why = whyNotReadable(source, call);
  if (why !== undefined && withoutDecrypt.is("refused", call)) throw refusals.keyDenied(why);
  const message = whyNoKey ?? why ?? messageOfCopiesToCome(call);
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
