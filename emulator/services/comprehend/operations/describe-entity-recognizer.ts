import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arnOf } from "../arns";
import { describeModel, describing, modelToDescribe } from "../descriptions";

export const describeEntityRecognizer = operation({
  name: "DescribeEntityRecognizer",
  access: "read",
  input: { EntityRecognizerArn: required(arnOf("entity-recognizer")) },
  subject: "EntityRecognizerArn",
  behaviours: describing,
  permissions: [{ on: { "entity-recognizer": ({ EntityRecognizerArn }) => EntityRecognizerArn } }],
  run({ EntityRecognizerArn }, call) {
    const model = modelToDescribe("DescribeEntityRecognizer", EntityRecognizerArn, call);
    return { EntityRecognizerProperties: describeModel(model, call) };
  },
});
