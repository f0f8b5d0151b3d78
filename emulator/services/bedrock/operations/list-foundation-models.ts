import { operation } from "../../../operation/operation";
import { choice, inQuery, text } from "../../../validation/shapes";
import { listedModel, timesInLists } from "../foundation-models";
import { isInRegion } from "../model-ids";

export const listFoundationModels = operation({
  name: "ListFoundationModels",
  access: "read",
  http: { method: "GET", path: "/foundation-models", status: 200 },
  input: {
    byProvider: inQuery(text({ pattern: /[A-Za-z0-9- ]{1,63}/ })),
    byCustomizationType: inQuery(choice(["FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION"])),
    byOutputModality: inQuery(choice(["TEXT", "IMAGE", "EMBEDDING"])),
    byInferenceType: inQuery(choice(["ON_DEMAND", "PROVISIONED"])),
  },
  behaviours: [
    { source: "botocore", what: "the list is not paginated" },
    { source: "community", what: "byProvider compares without regard to case" },
    timesInLists,
  ],
  run({ byProvider, byCustomizationType, byOutputModality, byInferenceType }, call) {
    const { world, region } = call;
    const includes = (list: readonly string[], wanted: string | undefined): boolean =>
      wanted === undefined || list.includes(wanted);
    const listed = Object.entries(world.models).filter(
      ([, model]) =>
        isInRegion(model, region) &&
        (byProvider === undefined || model.providerName.toLowerCase() === byProvider.toLowerCase()) &&
        includes(model.customizationsSupported, byCustomizationType) &&
        includes(model.outputModalities, byOutputModality) &&
        includes(model.inferenceTypesSupported, byInferenceType),
    );
    return { modelSummaries: listed.map(([id, model]) => listedModel(id, model, call)) };
  },
});
