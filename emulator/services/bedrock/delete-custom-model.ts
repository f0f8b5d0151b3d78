import { operation } from "../../operation";
import { inPath } from "../../validation/shapes";
import { customModelRefusals as refusals } from "./custom-model-refusals";
import { modelStatus, putModel } from "./custom-models";
import { modelIdentifier } from "./model-arns";
import { findOwnModel } from "./visible-models";

export const deleteCustomModel = operation({
  name: "DeleteCustomModel",
  access: "write",
  http: { method: "DELETE", path: "/custom-models/{modelIdentifier}", status: 200 },
  input: { modelIdentifier: inPath(modelIdentifier) },
  subject: "modelIdentifier",
  behaviours: [
    { source: "botocore", what: "a model is found by its name or its ARN; the answer is empty" },
    { source: "assumed", what: "a model is gone at once, and its name is free" },
    { source: "assumed", what: "copies of a model that is deleted stay, and those under way go on" },
  ],
  run({ modelIdentifier: identifier }, call) {
    const model = findOwnModel(identifier, call);
    const [user] = model.usedBy;
    if (user !== undefined) throw refusals.inUse(model.name, user);
    if (modelStatus(model, call) === "Creating") throw refusals.isCreating(model.name);
    putModel({ ...model, isDeleted: true }, call);
    return {};
  },
});
