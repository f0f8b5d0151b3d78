import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { arnOf } from "./arns";
import { describeModel } from "./descriptions";
import { ownModel } from "./models";

export const describeDocumentClassifier = operation({
  name: "DescribeDocumentClassifier",
  access: "read",
  input: { DocumentClassifierArn: required(arnOf("document-classifier")) },
  subject: "DocumentClassifierArn",
  behaviours: [
    { source: "botocore", what: "neither the model's name nor its tags nor its policy are in the answer" },
    {
      source: "assumed",
      what: "an ARN without a version is a model that has none, and not the latest version of one that has",
    },
    { source: "assumed", what: "metadata are there once it is trained; an import has its source's" },
    { source: "assumed", what: "an import has no training times and no training data" },
  ],
  run({ DocumentClassifierArn }, call) {
    const model = ownModel("DescribeDocumentClassifier", DocumentClassifierArn, call);
    return { DocumentClassifierProperties: describeModel(model, call) };
  },
});
