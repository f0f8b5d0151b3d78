import type { Call } from "../../operation";
import { text } from "../../validation/shapes";
import type { WorldModel } from "../../world/schema";
import { refusals } from "./refusals";

/** The shape of botocore's BedrockModelId. It lets inference profile ids through; the service refuses those itself. */
export const modelId = text({
  max: 140,
  pattern:
    /[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}(\/[a-z0-9]{12}|)/,
});

/** The model of that id, wherever it exists; AWS refuses ids it never heard of, profile ids among them. */
export function findModel(id: string, call: Call): WorldModel {
  const model = call.world.models[id];
  if (!model) throw refusals.invalidModelId();
  return model;
}

/** A model of the Region whose terms somebody has to accept. */
export function findAgreementModel(id: string, call: Call): WorldModel {
  const model = findModel(id, call);
  if (!isInRegion(model, call.region)) throw refusals.invalidModelId();
  if (!needsAgreement(model)) throw refusals.notSupported();
  return model;
}

export function isInRegion(model: WorldModel, region: string): boolean {
  return model.regions === undefined || model.regions.includes(region);
}

/** A model that is sold through AWS Marketplace has offers. */
export function needsAgreement(model: WorldModel): boolean {
  return model.offers.length > 0;
}
