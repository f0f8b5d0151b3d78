import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arnOf } from "../arns";
import { deleteModel, deletion } from "../endings";
import { ownModel } from "../models";

export const deleteDocumentClassifier = operation({
  name: "DeleteDocumentClassifier",
  access: "write",
  input: { DocumentClassifierArn: required(arnOf("document-classifier")) },
  subject: "DocumentClassifierArn",
  behaviours: deletion,
  permissions: [{ on: { "document-classifier": ({ DocumentClassifierArn }) => DocumentClassifierArn } }],
  run({ DocumentClassifierArn }, call) {
    deleteModel(ownModel("DeleteDocumentClassifier", DocumentClassifierArn, call), call);
    return {};
  },
});
