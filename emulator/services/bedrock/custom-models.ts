import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import { copyBaseModel, LATE_SECONDS } from "./copy-assumptions";
import { jobAt, statusOfCopy } from "./copy-jobs";
import { partsOf } from "./model-arns";
import type { Tags } from "./tags";
import { type Training, trainingOf } from "./training";
import { partitionOf } from "../../world/partitions";

/** A custom model that the world began with, or that a copy has made. Times are emulated milliseconds. */
export interface CustomModel {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: number;
  readonly customizationType: string;
  readonly kmsKeyArn?: string;
  readonly tags: Tags;
  /** Provisioned Throughput and deployments that keep it from being deleted, by name or ARN. */
  readonly usedBy: readonly string[];
  /** Set where the status does not follow from a copy. */
  readonly status?: string;
  /** The copy that makes it. */
  readonly jobArn?: string;
  readonly deletedAt?: number;
  /** What its training has left, of a model that was trained and not copied. */
  readonly training?: Training;
}

export type Emulated = Pick<Call, "world" | "store" | "clock">;

/** What was made, changed or deleted since the world began. */
const modelTable = (store: Store) => store.table<CustomModel>("bedrock/custom-models");

export function putModel(model: CustomModel, { store }: Pick<Emulated, "store">): void {
  modelTable(store).set(model.arn, model);
}

/** Every custom model that there is now, whosever it is: the only place that knows. */
export function customModels(emulated: Emulated): CustomModel[] {
  const changed = modelTable(emulated.store);
  const untouched = Object.keys(emulated.world.customModels).filter((arn) => !changed.has(arn));
  const all = [...untouched.map((arn) => ofWorld(arn, emulated)), ...changed.values()];
  return all.filter((model) => model.deletedAt === undefined && modelStatus(model, emulated) !== undefined);
}

/** The models that were deleted a moment ago. */
export function lingeringModels(emulated: Emulated): CustomModel[] {
  return [...modelTable(emulated.store).values()].filter(
    ({ deletedAt }) => deletedAt !== undefined && !emulated.clock.hasPassed(deletedAt, LATE_SECONDS),
  );
}

export function customModelAt(arn: string, emulated: Emulated): CustomModel | undefined {
  return customModels(emulated).find((model) => model.arn === arn);
}

/** Undefined where a copy has no model, or has none yet. */
export function modelStatus(model: CustomModel, emulated: Emulated): string | undefined {
  if (model.status !== undefined) return model.status;
  const job = jobAt(model.jobArn ?? "", emulated);
  return job && statusOfCopy(job, emulated);
}

/** Nobody says when the models of a world were made; it is before everything else. */
const BEFORE = Date.UTC(2024, 11, 1);

function ofWorld(arn: string, { world }: Pick<Emulated, "world">): CustomModel {
  const model = world.customModels[arn]!;
  return {
    arn,
    name: model.modelName,
    createdAt: BEFORE,
    customizationType: model.customizationType ?? "FINE_TUNING",
    ...(model.kmsKeyArn !== undefined && { kmsKeyArn: model.kmsKeyArn }),
    tags: model.tags ?? {},
    usedBy: [...(model.provisionedThroughputs ?? []), ...(model.deployments ?? [])],
    status: model.status,
    training: trainingOf(arn),
  };
}

/** The foundation model it was made of, as it is called in its own Region. */
export function baseModelArn({ arn, jobArn }: CustomModel, emulated: Emulated): string {
  const { region, baseModelId } = partsOf(arn);
  const job = copyBaseModel.is("sourceRegion", emulated) ? jobAt(jobArn ?? "", emulated) : undefined;
  const from = job ? partsOf(job.sourceModelArn).region : region;
  return `arn:${partitionOf(from)}:bedrock:${from}::foundation-model/${baseModelId}`;
}
