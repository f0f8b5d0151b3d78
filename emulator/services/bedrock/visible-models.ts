import type { Call } from "../../operation";
import { isSharedWith } from "../ram/sharing";
import { type CustomModel, customModelAt, customModels } from "./custom-models";
import { customModelRefusals as refusals } from "./custom-model-refusals";
import { partsOf } from "./model-arns";

/** A model that the caller owns, or that others share with it; in any Region. */
function isVisible({ arn }: CustomModel, call: Call): boolean {
  return partsOf(arn).account === call.account || isSharedWith(arn, call.account, call);
}

/** The models of the Region that the caller sees; new ones it may see late. */
export function visibleModels(call: Call): CustomModel[] {
  const { foundAfterSeconds } = call.world.timing.copies;
  return customModels(call).filter(
    (model) =>
      partsOf(model.arn).region === call.region &&
      call.clock.hasPassed(model.createdAt, foundAfterSeconds) &&
      isVisible(model, call),
  );
}

/** A model of the Region by its name or ARN; models of others have no name here. */
export function findModel(identifier: string, call: Call): CustomModel {
  const model = visibleModels(call).find(
    ({ arn, name }) => arn === identifier || (name === identifier && partsOf(arn).account === call.account),
  );
  if (!model) throw refusals.noSuchModel(identifier);
  return model;
}

/** The same, for what only its owner may do. */
export function findOwnModel(identifier: string, call: Call): CustomModel {
  const model = findModel(identifier, call);
  if (partsOf(model.arn).account !== call.account) throw refusals.notTheOwner(identifier);
  return model;
}

/** A model to be copied, of any Region. */
export function findSource(arn: string, call: Call): CustomModel {
  const model = customModelAt(arn, call);
  if (!model || !isVisible(model, call)) throw refusals.noSuchModel(arn);
  return model;
}
