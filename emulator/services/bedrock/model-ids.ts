import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { text } from "../../validation/shapes";
import type { WorldModel } from "../../world/schema";
import { refusals } from "./refusals";

/** The shape of botocore's BedrockModelId. It lets inference profile ids through; the service refuses those itself. */
export const modelId = text({
  max: 140,
  pattern:
    /[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}(\/[a-z0-9]{12}|)/,
});

export const shortIds = assume(
  "bedrock.shortIds",
  "an id is taken without its trailing ':0' (seen of GetFoundationModelAvailability)",
  { refused: "such an id is refused as invalid" },
);

/** A model with its id in full. */
interface Found {
  readonly id: string;
  readonly model: WorldModel;
}

/** The model of that id, wherever it exists; AWS refuses ids it never heard of, profile ids among them. */
export function findModel(given: string, call: Call): Found {
  const found = modelOf(given, call);
  if (!found) throw refusals.invalidModelId();
  return found;
}

function modelOf(given: string, call: Call): Found | undefined {
  const { models } = call.world;
  const isShort = models[given] === undefined && !shortIds.is("refused", call);
  const id = isShort ? `${given}:0` : given;
  const model = models[id];
  return model && { id, model };
}

/** The id, in full, of a model that is sold through AWS Marketplace; undefined of any other, and of none. */
export function soldModelId(given: string, call: Call): string | undefined {
  const found = modelOf(given, call);
  return found && needsAgreement(found.model) ? found.id : undefined;
}

/** A model of the Region. */
export function findModelHere(given: string, call: Call): Found {
  const found = findModel(given, call);
  if (!isInRegion(found.model, call.region)) throw refusals.invalidModelId();
  return found;
}

/** A model of the Region whose terms somebody has to accept. */
export function findAgreementModel(given: string, call: Call): Found {
  const found = findModelHere(given, call);
  if (!needsAgreement(found.model)) throw refusals.notSupported();
  return found;
}

export function isInRegion(model: WorldModel, region: string): boolean {
  return model.regions === undefined || model.regions.includes(region);
}

/** A model that is sold through AWS Marketplace has offers. */
export function needsAgreement(model: WorldModel): boolean {
  return model.offers.length > 0;
}
