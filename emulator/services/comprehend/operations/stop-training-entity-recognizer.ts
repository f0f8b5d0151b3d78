import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arnOf } from "../arns";
import { stopTraining, stopping } from "../endings";
import { ownModel } from "../models";

export const stopTrainingEntityRecognizer = operation({
  name: "StopTrainingEntityRecognizer",
  access: "write",
  input: { EntityRecognizerArn: required(arnOf("entity-recognizer")) },
  subject: "EntityRecognizerArn",
  behaviours: stopping,
  permissions: [{ on: { "entity-recognizer": ({ EntityRecognizerArn }) => EntityRecognizerArn } }],
  run({ EntityRecognizerArn }, call) {
    stopTraining(ownModel("StopTrainingEntityRecognizer", EntityRecognizerArn, call), call);
    return {};
  },
});
