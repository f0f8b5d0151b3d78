import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arnOf } from "../arns";
import { deleteModel, deletion } from "../endings";
import { ownModel } from "../models";

export const deleteEntityRecognizer = operation({
  name: "DeleteEntityRecognizer",
  access: "write",
  input: { EntityRecognizerArn: required(arnOf("entity-recognizer")) },
  subject: "EntityRecognizerArn",
  behaviours: deletion,
  permissions: [{ on: { "entity-recognizer": ({ EntityRecognizerArn }) => EntityRecognizerArn } }],
  run({ EntityRecognizerArn }, call) {
    deleteModel(ownModel("DeleteEntityRecognizer", EntityRecognizerArn, call), call);
    return {};
  },
});
