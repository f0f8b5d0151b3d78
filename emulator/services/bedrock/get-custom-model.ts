import { operation } from "../../operation";
import { inPath } from "../../validation/shapes";
import { baseModelArn, modelStatus } from "./custom-models";
import { modelIdentifier } from "./model-arns";
import { findModel } from "./visible-models";

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
    {
      source: "assumed",
      what: "a recipient reads a model that is shared with it, by its ARN and in its Region only",
    },
    { source: "assumed", what: "an ARN of another Region is not found, even one of the caller's own" },
    { source: "assumed", what: "jobArn, the configurations of the data and the metrics are left out" },
    { source: "assumed", what: "the base model's ARN is of the model's own Region, also for a copy" },
  ],
  run({ modelIdentifier: identifier }, call) {
    const model = findModel(identifier, call);
    return {
      modelArn: model.arn,
      modelName: model.name,
      baseModelArn: baseModelArn(model),
      customizationType: model.customizationType,
      ...(model.kmsKeyArn !== undefined && { modelKmsKeyArn: model.kmsKeyArn }),
      creationTime: new Date(model.createdAt),
      modelStatus: modelStatus(model, call),
    };
  },
});
