import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arnOf } from "../arns";
import { stopTraining, stopping } from "../endings";
import { ownModel } from "../models";

export const stopTrainingDocumentClassifier = operation({
  name: "StopTrainingDocumentClassifier",
  access: "write",
  input: { DocumentClassifierArn: required(arnOf("document-classifier")) },
  subject: "DocumentClassifierArn",
  behaviours: stopping,
  permissions: [{ on: { "document-classifier": ({ DocumentClassifierArn }) => DocumentClassifierArn } }],
  run({ DocumentClassifierArn }, call) {
    stopTraining(ownModel("StopTrainingDocumentClassifier", DocumentClassifierArn, call), call);
    return {};
  },
});
