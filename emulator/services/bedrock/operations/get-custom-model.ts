import { assume } from "../../../behaviours/assumptions";
import { type Call, operation } from "../../../operation/operation";
import { inPath } from "../../../validation/shapes";
import { copyBaseModel } from "../copy-assumptions";
import { failureOf, jobAt } from "../copy-jobs";
import { customModelRefusals as refusals } from "../custom-model-refusals";
import { baseModelArn, type CustomModel, customModelAt, modelStatus } from "../custom-models";
import { modelIdentifier, partsOf } from "../model-arns";
import { findModel, modelArnOf } from "../visible-models";

const sharedModelRead = assume(
  "bedrock.sharedModelRead",
  "a recipient reads a model that is shared with it, by its ARN and in its Region only",
  { notFound: "only its owner finds it", denied: "others are denied it (AccessDeniedException)" },
);

const copyDescription = assume(
  "bedrock.copyDescription",
  "a copy shows no training: neither job, nor data, nor metrics",
  {
    ofSource: "it shows that of its source",
  },
);

export const getCustomModel = operation({
  name: "GetCustomModel",
  access: "read",
  http: { method: "GET", path: "/custom-models/{modelIdentifier}", status: 200 },
  input: { modelIdentifier: inPath(modelIdentifier) },
  subject: "modelIdentifier",
  behaviours: [
    { source: "botocore", what: "a model is found by its name or its ARN" },
    {
      source: "botocore",
      what: "the answer tells neither tags, nor the owner, nor of which model a copy was made",
    },
    sharedModelRead,
    {
      source: "recorded",
      what: "a trained model shows its job, hyperparameters, data and metrics, and its base model's id with the context window",
    },
    { source: "design", what: "how the models of a world were trained is made up" },
    copyDescription,
    copyBaseModel,
  ],
  permissions: [{ on: { "custom-model": ({ modelIdentifier }, call) => modelArnOf(modelIdentifier, call) } }],
  run({ modelIdentifier: identifier }, call) {
    const model = findModel(identifier, call);
    requireReadable(model, call);
    return {
      ...trainingShown(model, call),
      modelArn: model.arn,
      modelName: model.name,
      baseModelArn: baseModelArn(model, call),
      customizationType: model.customizationType,
      ...(model.kmsKeyArn !== undefined && { modelKmsKeyArn: model.kmsKeyArn }),
      creationTime: new Date(model.createdAt),
      ...statusShown(model, call),
    };
  },
});

function requireReadable({ arn }: CustomModel, call: Call): void {
  if (partsOf(arn).account === call.account) return;
  if (sharedModelRead.is("notFound", call)) throw refusals.noSuchModel(arn);
  if (sharedModelRead.is("denied", call)) throw refusals.readDenied(arn);
}

function trainingShown(model: CustomModel, call: Call): object {
  const job = jobAt(model.jobArn ?? "", call);
  const source = copyDescription.is("ofSource", call) && job && customModelAt(job.sourceModelArn, call);
  return model.training ?? (source ? trainingShown(source, call) : {});
}

/** A model that lingers after its deletion is as it was. */
function statusShown(model: CustomModel, call: Call): object {
  const job = jobAt(model.jobArn ?? "", call);
  const status = modelStatus(model, call);
  const failureMessage = status === "Failed" && job ? failureOf(job) : undefined;
  return { modelStatus: status, ...(failureMessage !== undefined && { failureMessage }) };
}
