import { defined } from "../../core/props";
import type { ComprehendModel, ModelMetadata } from "./comprehend-model";
import { parseModelArn } from "./model-arn";
import type { LiveModel } from "./models";

/** A model as AWS describes it, by its names. */
export function shown(live: LiveModel): ComprehendModel {
  const model = parseModelArn(live.Arn);
  const times = {
    submitTime: live.SubmitTime?.toISOString(),
    endTime: live.EndTime?.toISOString(),
    trainingStartTime: live.TrainingStartTime?.toISOString(),
    trainingEndTime: live.TrainingEndTime?.toISOString(),
  };
  const optional = {
    versionName: model?.versionName,
    message: live.Message,
    languageCode: live.LanguageCode,
    mode: live.Mode,
    metadata: live.Metadata && (lowerCamel(live.Metadata) as ModelMetadata),
    modelKmsKeyId: live.ModelKmsKeyId,
    dataAccessRoleArn: live.DataAccessRoleArn,
    sourceModelArn: live.SourceModelArn,
    flywheelArn: live.FlywheelArn,
    ...times,
  };
  return {
    modelArn: live.Arn,
    kind: model?.kind ?? "document-classifier",
    modelName: model?.modelName ?? "",
    status: live.Status,
    ...defined(optional),
  };
}

/** AWS's names as programs write them, all the way down. */
function lowerCamel(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(lowerCamel);
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      lowerCamel(value),
    ]),
  );
}
