import { operation } from "../../../operation/operation";
import { inPath, text } from "../../../validation/shapes";
import { describeModel, idOf, foundationArn } from "../foundation-models";
import { isInRegion } from "../model-ids";
import { refusals } from "../refusals";

const modelIdentifier = text({
  min: 1,
  max: 2048,
  pattern:
    /(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}::foundation-model\/[a-z0-9-]{1,63}[.]{1}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2})|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2})/,
});

export const getFoundationModel = operation({
  name: "GetFoundationModel",
  access: "read",
  http: { method: "GET", path: "/foundation-models/{modelIdentifier}", status: 200 },
  input: { modelIdentifier: inPath(modelIdentifier) },
  subject: "modelIdentifier",
  behaviours: [
    {
      source: "community-single",
      what: "modelLifecycle of an ACTIVE model has startOfLifeTime; of a LEGACY one the other three times as well",
    },
  ],
  permissions: [
    { on: { "foundation-model": ({ modelIdentifier }, call) => foundationArn(modelIdentifier, call) } },
  ],
  run({ modelIdentifier: identifier }, { world, region }) {
    const id = idOf(identifier);
    const model = world.models[id];
    if (!model || !isInRegion(model, region)) throw refusals.modelNotFound();
    return { modelDetails: describeModel(id, model, region) };
  },
});
