import { operation } from "../../../operation/operation";
import { inPath } from "../../../validation/shapes";
import { deletedModel } from "../copy-assumptions";
import { customModelRefusals as refusals } from "../custom-model-refusals";
import { modelStatus, putModel } from "../custom-models";
import { modelIdentifier } from "../model-arns";
import { findOwnModel, modelArnOf } from "../visible-models";

export const deleteCustomModel = operation({
  name: "DeleteCustomModel",
  access: "write",
  http: { method: "DELETE", path: "/custom-models/{modelIdentifier}", status: 200 },
  input: { modelIdentifier: inPath(modelIdentifier) },
  subject: "modelIdentifier",
  behaviours: [
    { source: "botocore", what: "a model is found by its name or its ARN; the answer is empty" },
    { source: "recorded", what: "a deleted model is listed no longer" },
    deletedModel,
  ],
  permissions: [{ on: { "custom-model": ({ modelIdentifier }, call) => modelArnOf(modelIdentifier, call) } }],
  run({ modelIdentifier: identifier }, call) {
    const model = findOwnModel(identifier, call);
    const [user] = model.usedBy;
    if (user !== undefined) throw refusals.inUse(model.name, user);
    if (modelStatus(model, call) === "Creating") throw refusals.isCreating(model.name);
    putModel({ ...model, deletedAt: call.clock.now() }, call);
    return {};
  },
});
