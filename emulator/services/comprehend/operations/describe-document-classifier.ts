import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arnOf } from "../arns";
import { describeModel, describing, modelToDescribe } from "../descriptions";

export const describeDocumentClassifier = operation({
  name: "DescribeDocumentClassifier",
  access: "read",
  input: { DocumentClassifierArn: required(arnOf("document-classifier")) },
  subject: "DocumentClassifierArn",
  behaviours: describing,
  permissions: [{ on: { "document-classifier": ({ DocumentClassifierArn }) => DocumentClassifierArn } }],
  run({ DocumentClassifierArn }, call) {
    const model = modelToDescribe("DescribeDocumentClassifier", DocumentClassifierArn, call);
    return { DocumentClassifierProperties: describeModel(model, call) };
  },
});
