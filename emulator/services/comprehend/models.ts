import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import type { World } from "../../world/schema";
import { type Kind, partsOf, requireOwn } from "./arns";
import type { Emulated, Model } from "./model-record";
import { modelFromWorld } from "./models-from-world";
import { refusals } from "./refusals";

export const STATUSES = [
  "SUBMITTED",
  "TRAINING",
  "DELETING",
  "STOP_REQUESTED",
  "STOPPED",
  "IN_ERROR",
  "TRAINED",
  "TRAINED_WITH_WARNING",
] as const;

export const importStatuses = assume(
  "comprehend.importStatuses",
  "an import is SUBMITTED, then TRAINING, then TRAINED, as a training is",
  { submitted: "it is SUBMITTED until it ends", atOnce: "it is TRAINED with the call" },
);

export const nameOfDeleted = assume(
  "comprehend.nameOfDeleted",
  "a name is taken for as long as a model that has it is DELETING, and free with its end",
  { free: "it is free with the call that deletes", late: "it is taken for as long again" },
);

const modelTable = (store: Store) => store.table<Model>("comprehend/models");

/** The model, unless there never was one or it is gone. */
export function modelAt(arn: string, emulated: Emulated): Model | undefined {
  const model = modelTable(emulated.store).get(arn) ?? modelFromWorld(arn, emulated.world);
  return model && !isGone(model, emulated) ? model : undefined;
}

/** All models of an account in a Region. */
export function modelsOf({ account, region }: Pick<Call, "account" | "region">, emulated: Emulated): Model[] {
  const arns = [...Object.keys(emulated.world.comprehendModels), ...modelTable(emulated.store).keys()];
  return [...new Set(arns)]
    .filter((arn) => partsOf(arn).account === account && partsOf(arn).region === region)
    .map((arn) => modelAt(arn, emulated))
    .filter((model) => model !== undefined);
}

/** Whether no other model can have that ARN. */
export function isTaken(arn: string, emulated: Emulated): boolean {
  const { store, clock, world } = emulated;
  const last = modelTable(store).get(arn);
  if (last?.deletedAt === undefined) return modelAt(arn, emulated) !== undefined;
  if (nameOfDeleted.is("free", emulated)) return false;
  const times = nameOfDeleted.is("late", emulated) ? 2 : 1;
  return !clock.hasPassed(last.deletedAt, world.timing.imports.deletedAfterSeconds * times);
}

/** The imports of a model, in whatever account. */
export function importsOf(arn: string, emulated: Emulated): Model[] {
  return [...modelTable(emulated.store).keys()]
    .map((copy) => modelAt(copy, emulated))
    .filter((copy) => copy?.sourceModelArn === arn) as Model[];
}

export function modelsOfKind(kind: Kind, call: Call): Model[] {
  return modelsOf(call, call).filter(({ arn }) => partsOf(arn).kind === kind);
}

/** A model of the caller's own in the Region of the call. */
export function ownModel(operation: string, arn: string, call: Call): Model {
  requireOwn(operation, arn, call);
  const model = modelAt(arn, call);
  if (!model) throw refusals.notFound();
  return model;
}

export function putModel(model: Model, { store }: Pick<Emulated, "store">): void {
  modelTable(store).set(model.arn, model);
}

export function statusOf(model: Model, { clock, world }: Emulated): string {
  const { trainingAfterSeconds } = world.timing.imports;
  if (model.forced) return model.forced.status;
  if (model.deletedAt !== undefined) return "DELETING";
  const endedAt = endOf(model, { world });
  const isOver = endedAt !== undefined && clock.hasPassed(endedAt, 0);
  if (isOver) return isStopped(model, { world }) ? "STOPPED" : model.end!.status;
  if (model.stopRequestedAt !== undefined) return "STOP_REQUESTED";
  if (model.sourceModelArn !== undefined && importStatuses.is("submitted", { world })) return "SUBMITTED";
  return clock.hasPassed(model.submittedAt, trainingAfterSeconds) ? "TRAINING" : "SUBMITTED";
}

export const failureMessage = assume(
  "comprehend.failureMessage",
  "an import that failed has a Message, worded as those of trainings",
  { reworded: "it has one in other words", absent: "it has none" },
);

export function messageOf(model: Model, emulated: Emulated): string | undefined {
  if (model.forced) return model.forced.message;
  const message = statusOf(model, emulated) === model.end?.status ? model.end.message : undefined;
  if (message === undefined || failureMessage.is("absent", emulated)) return undefined;
  return failureMessage.is("reworded", emulated) ? "It did not work out." : message;
}

/** When it ends, one way or the other; undefined for a training without an end. */
export function endOf(model: Model, { world }: Pick<Emulated, "world">): number | undefined {
  return isStopped(model, { world }) ? stopOf(model, world) : model.end?.at;
}

/** Nothing more happens to it by itself. */
export function isTerminal(status: string): boolean {
  return ["STOPPED", "IN_ERROR", "TRAINED", "TRAINED_WITH_WARNING"].includes(status);
}

/** Whether it can be used, also to be copied. */
export function isTrained(status: string): boolean {
  return ["TRAINED", "TRAINED_WITH_WARNING"].includes(status);
}

/** A training that ends before it could be stopped was not stopped. */
function isStopped(model: Model, { world }: Pick<Emulated, "world">): boolean {
  const stop = stopOf(model, world);
  return stop !== undefined && (model.end === undefined || stop < model.end.at);
}

function stopOf({ stopRequestedAt: at }: Model, { timing }: World): number | undefined {
  return at === undefined ? undefined : at + timing.imports.stoppedAfterSeconds * 1000;
}

function isGone({ deletedAt }: Model, { clock, world }: Emulated): boolean {
  return deletedAt !== undefined && clock.hasPassed(deletedAt, world.timing.imports.deletedAfterSeconds);
}
