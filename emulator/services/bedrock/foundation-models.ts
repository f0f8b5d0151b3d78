import type { WorldModel } from "../../world/schema";

const ARN_PREFIX = /^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}::foundation-model\//;

/** GetFoundationModel takes an id or an ARN. */
export function idOf(identifier: string): string {
  return identifier.replace(ARN_PREFIX, "");
}

/** A model as both GetFoundationModel and ListFoundationModels show it. */
export function describeModel(id: string, model: WorldModel, region: string): object {
  return {
    modelArn: `arn:aws:bedrock:${region}::foundation-model/${id}`,
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
