import type { Call } from "../../operation/operation";
import { newPolicy } from "./model-policies";
import { modelAt, putModel } from "./models";
import type { Emulated, Model } from "./model-record";
import { isModelArn, partsOf } from "./arns";
import { TRAINING_TIME } from "./models-from-world";

/** What somebody does to models in the console a while ago: it has come into force already. */
type Where = Emulated & Pick<Call, "account" | "region">;

/** A model of the place. */
export function modelOf(arn: string, where: Where): Model | undefined {
  return isModelOf(arn, where) ? modelAt(arn, where) : undefined;
}

/** Whether the ARN is one that a model of the place may have. */
export function isModelOf(arn: string, where: Where): boolean {
  const { account, region } = partsOf(arn);
  return isModelArn(arn) && account === where.account && region === where.region;
}

/** A version that somebody trains or imports; it has ended already. */
export function makeModel(
  arn: string,
  {
    status = "TRAINED",
    ...given
  }: Partial<Pick<Model, "sourceModelArn" | "tags" | "languageCode">> & { readonly status?: string },
  emulated: Emulated,
): void {
  const at = longAgo(emulated);
  putModel(
    {
      arn,
      languageCode: "en",
      tags: {},
      endpoints: [],
      ...given,
      submittedAt: at - TRAINING_TIME,
      end: { at, status },
    },
    emulated,
  );
}

export function removeModel(model: Model, emulated: Emulated): void {
  const { policy: _, former: __, ...rest } = model;
  putModel({ ...rest, endpoints: [], deletedAt: longAgo(emulated) }, emulated);
}

/** Puts a policy that counts at once, or takes it away. */
export function changePolicy(model: Model, text: string | undefined, emulated: Emulated): void {
  const { policy: _, former: __, ...rest } = model;
  if (text === undefined) return putModel(rest, emulated);
  putModel({ ...rest, policy: newPolicy(text, model, emulated) }, emulated);
}

export function changeTags(model: Model, tags: Model["tags"], emulated: Emulated): void {
  putModel({ ...model, tags }, emulated);
}

/** The training or import that is under way ends now, and badly. */
export function failModel(model: Model, message: string, emulated: Emulated): void {
  const { stopRequestedAt: _, ...rest } = model;
  putModel({ ...rest, end: { at: emulated.clock.now(), status: "IN_ERROR", message } }, emulated);
}

/** A status is read that does not follow from what happened; undefined ends that. */
export function forceModel(
  { forced: _, ...model }: Model,
  forced: Model["forced"],
  emulated: Emulated,
): void {
  putModel({ ...model, ...(forced && { forced }) }, emulated);
}

export function addEndpoint(model: Model, name: string, emulated: Emulated): void {
  putModel({ ...model, endpoints: [...model.endpoints, { name, createdAt: longAgo(emulated) }] }, emulated);
}

/** @returns whether the model was served by it */
export function removeEndpoint(model: Model, name: string, emulated: Emulated): boolean {
  const endpoints = model.endpoints.filter((endpoint) => endpoint.name !== name);
  putModel({ ...model, endpoints }, emulated);
  return endpoints.length < model.endpoints.length;
}

/** A flywheel takes the model as its active one, or none does any more. */
export function changeFlywheel(
  { flywheel: _, ...model }: Model,
  flywheel: string | undefined,
  emulated: Emulated,
): void {
  putModel({ ...model, ...(flywheel !== undefined && { flywheel }) }, emulated);
}

/** Long enough for everything that takes time to have come about. */
function longAgo({ clock, world }: Emulated): number {
  return clock.now() - Math.max(...Object.values(world.timing.imports)) * 1000;
}
