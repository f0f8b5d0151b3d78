import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { WorldModel } from "../../world/schema";
import { partitionOf } from "../../world/partitions";

export const timesInLists = assume(
  "bedrock.timesInLists",
  "lists leave the times of modelLifecycle out (a recording shows it, perhaps because its client was older)",
  { shown: "they are there, as in GetFoundationModel" },
);

const ARN_PREFIX = /^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}::foundation-model\//;

/** GetFoundationModel takes an id or an ARN. */
export function idOf(identifier: string): string {
  return identifier.replace(ARN_PREFIX, "");
}

/** What GetFoundationModel is about. */
export function foundationArn(identifier: string, { region }: Pick<Call, "region">): string {
  return `arn:${partitionOf(region)}:bedrock:${region}::foundation-model/${idOf(identifier)}`;
}

/** A model as GetFoundationModel shows it. */
export function describeModel(id: string, model: WorldModel, region: string): object {
  const { modelLifecycle, ...shown } = summarizeModel(id, model, region);
  return { ...shown, modelLifecycle: { ...modelLifecycle, ...TIMES[model.modelLifecycle] } };
}

/** A model as ListFoundationModels shows it. */
export function listedModel(id: string, model: WorldModel, call: Call): object {
  return (timesInLists.is("shown", call) ? describeModel : summarizeModel)(id, model, call.region);
}

/** When a model came, and when it goes; the same for all, since nothing here depends on them. */
const TIMES = {
  ACTIVE: { startOfLifeTime: "2024-11-01T00:00:00Z" },
  LEGACY: {
    startOfLifeTime: "2024-11-01T00:00:00Z",
    legacyTime: "2026-05-01T00:00:00Z",
    publicExtendedAccessTime: "2026-11-01T00:00:00Z",
    endOfLifeTime: "2027-05-01T00:00:00Z",
  },
} as const;

function summarizeModel(id: string, model: WorldModel, region: string) {
  return {
    modelArn: foundationArn(id, { region }),
    modelId: id,
    modelName: model.modelName,
    providerName: model.providerName,
    inputModalities: model.inputModalities,
    outputModalities: model.outputModalities,
    responseStreamingSupported: model.outputModalities.includes("TEXT"),
    customizationsSupported: model.customizationsSupported,
    inferenceTypesSupported: model.inferenceTypesSupported,
    modelLifecycle: { status: model.modelLifecycle },
  };
}
