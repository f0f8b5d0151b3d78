import { clipped, ModelAccessError } from "../../core/errors";
import {
  type ModelArn,
  type ModelVersionArn,
  parseModelArn,
  parseModelVersionArn,
} from "../../services/comprehend/model-arn";
import type { Inputs, Shown } from "./declaration";
import type { LiveModel } from "../../services/comprehend/models";

import { shown } from "../../services/comprehend/shown-model";

/** What Pulumi keeps of an import: the inputs, and the model as AWS shows it. */
export interface State extends Shown {
  /** Our mark on the model; see `aws/ownership/marks.ts`. */
  readonly __mark?: string | undefined;
}

/** Statuses of what can be used. */
export const USABLE: readonly string[] = ["TRAINED", "TRAINED_WITH_WARNING"];
/** Statuses of what never will be. */
export const BROKEN: readonly string[] = ["IN_ERROR", "STOPPED"];

/** The thing in messages. */
export function named({ modelName, versionName }: Pick<Inputs, "modelName" | "versionName">): string {
  return `Comprehend model import (${modelName}/${versionName})`;
}

/** The command that deletes an import, for a person. */
export function deletedByHand(kind: ModelArn["kind"], region: string, modelArn: string): string {
  return `aws comprehend delete-${kind} --region ${region} --${kind}-arn ${modelArn}`;
}

/** Under what an import is wanted in this run: an account and Region has a version of a name once, of each kind. */
export function claimKey(
  inputs: Pick<Inputs, "region" | "modelName" | "versionName" | "sourceModelArn">,
): string {
  const { region, modelName, versionName, sourceModelArn } = inputs;
  return `model-import/${region}/${parseModelArn(sourceModelArn)?.kind}/${modelName}/${versionName}`;
}

/** Where the import will be, or is. */
export function targetOf(inputs: Inputs, accountId: string): ModelVersionArn {
  const { modelName, versionName, region } = inputs;
  return { ...sourceOf(inputs), region, accountId, modelName, versionName };
}

/** What is imported; inputs that were checked have one. */
export function sourceOf({ sourceModelArn }: Pick<Inputs, "sourceModelArn">): ModelArn {
  const source = parseModelArn(sourceModelArn);
  if (!source) throw new ModelAccessError(`${JSON.stringify(sourceModelArn)} is no ARN of a custom model`);
  return source;
}

/** @throws ModelAccessError when the id is not the ARN of a model's version */
export function parseImportId(id: string): ModelVersionArn {
  const version = parseModelVersionArn(id);
  if (!version) throw new ModelAccessError(`${JSON.stringify(clipped(id))} is no ARN of a model's version`);
  return version;
}

/** @param live what AWS shows; undefined where it shows nothing yet */
export function stateOf(
  { modelArn, adopted }: Pick<State, "modelArn" | "adopted">,
  accountId: string,
  inputs: Inputs,
  live: LiveModel | undefined,
): State {
  const source = sourceOf(inputs);
  const base = {
    ...inputs,
    accountId,
    modelArn,
    kind: source.kind,
    sourceAccountId: source.accountId,
    adopted,
  };
  return live ? seenAs(base, live) : { ...base, status: "SUBMITTED" };
}

/** The state with what AWS shows now; what was asked for stays as it was asked for. */
export function seenAs(state: State, live: LiveModel): State {
  const { message, languageCode, mode, metadata, flywheelArn, ...rest } = shown(live);
  const { submitTime, endTime, trainingStartTime, trainingEndTime, status, modelKmsKeyId } = rest;
  const told = { message, languageCode, mode, metadata, flywheelArn };
  const times = { submitTime, endTime, trainingStartTime, trainingEndTime };
  // What is no longer told is no longer kept.
  return { ...state, status, modelKmsKeyArn: modelKmsKeyId, ...told, ...times };
}
