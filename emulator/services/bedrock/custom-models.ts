import type { Call } from "../../operation";
import type { Store } from "../../store";
import { jobAt, statusOfCopy } from "./copy-jobs";
import { partsOf } from "./model-arns";
import type { Tags } from "./tags";

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
  readonly isDeleted?: boolean;
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
  return all.filter((model) => model.isDeleted !== true && modelStatus(model, emulated) !== undefined);
}

export function customModelAt(arn: string, emulated: Emulated): CustomModel | undefined {
  return customModels(emulated).find((model) => model.arn === arn);
}

/** Undefined where a copy has failed, which leaves no model. */
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
  };
}

/** The foundation model it was made of, as it is called in its own Region. */
export function baseModelArn({ arn }: CustomModel): string {
  const { region, baseModelId } = partsOf(arn);
  return `arn:aws:bedrock:${region}::foundation-model/${baseModelId}`;
}
