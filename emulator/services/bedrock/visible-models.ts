import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { isSharedWith } from "../ram/sharing";
import { deletedModel, LATE_SECONDS } from "./copy-assumptions";
import { isFound } from "./copy-jobs";
import { type CustomModel, customModelAt, customModels, lingeringModels } from "./custom-models";
import { customModelRefusals as refusals } from "./custom-model-refusals";
import { customModelsArn, partsOf } from "./model-arns";

/** A model that the caller owns, or that others share with it; in any Region. */
function isVisible({ arn }: CustomModel, call: Call): boolean {
  return partsOf(arn).account === call.account || isSharedWith(arn, call.account, call);
}

/** The models of the Region that the caller sees; new ones it may see late. */
export function visibleModels(call: Call): CustomModel[] {
  return customModels(call).filter(
    (model) =>
      partsOf(model.arn).region === call.region && isFound(model.createdAt, call) && isVisible(model, call),
  );
}

/** A model of the Region by its name or ARN; models of others have no name here. */
export function findModel(identifier: string, call: Call): CustomModel {
  const lingering = deletedModel.is("readable", call) ? lingeringModels(call) : [];
  const model =
    visibleModels(call).find(
      ({ arn, name }) => arn === identifier || (name === identifier && partsOf(arn).account === call.account),
    ) ?? lingering.find(({ arn }) => arn === identifier && partsOf(arn).account === call.account);
  if (model) return model;
  const isElsewhere = identifier.startsWith("arn:") && partsOf(identifier).region !== call.region;
  throw isElsewhere ? refusals.otherRegion(identifier) : refusals.noSuchModel(identifier);
}

/** The same, for what only its owner may do. */
export function findOwnModel(identifier: string, call: Call): CustomModel {
  const model = findModel(identifier, call);
  if (partsOf(model.arn).account !== call.account) throw refusals.notTheOwner(identifier);
  return model;
}

/** What policies are asked of: the ARN of a model that is named, or of one of the caller's own by that name, if there is one. */
export function modelArnOf(identifier: string, call: Call): string {
  if (identifier.startsWith("arn:")) return identifier;
  const isOwn = ({ arn, name }: CustomModel) => name === identifier && partsOf(arn).account === call.account;
  return visibleModels(call).find(isOwn)?.arn ?? customModelsArn(call, identifier);
}

/** A model to be copied, of any Region. */
export function findSource(arn: string, call: Call): CustomModel {
  const model = customModelAt(arn, call);
  if (!model || !isVisible(model, sharedSource.is("later", call) ? aMinuteAgo(call) : call)) {
    throw refusals.sourceNotSeen(arn);
  }
  return model;
}

export const sharedSource = assume(
  "bedrock.sharedSource",
  "a shared model can be copied as soon as it is listed for its recipient",
  { later: "for another minute it is refused as if it were not shared" },
);

function aMinuteAgo(call: Call): Call {
  const now = () => call.clock.now() - LATE_SECONDS * 1000;
  return { ...call, clock: Object.create(call.clock, { now: { value: now } }) as Call["clock"] };
}

/** Whether the model that somebody copies can be seen by them still. */
export function isSeen(arn: string, call: Call): boolean {
  const model = customModelAt(arn, call);
  return model !== undefined && isVisible(model, call);
}
