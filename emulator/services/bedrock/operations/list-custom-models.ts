import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { choice, flag, inQuery } from "../../../validation/shapes";
import { baseModelArn, modelStatus } from "../custom-models";
import { listing, listOrder, onePage } from "../listing";
import { customModelName, foundationModelArn, modelArn, partsOf } from "../model-arns";
import { visibleModels } from "../visible-models";

const modelsListed = assume(
  "bedrock.modelsListed",
  "own and shared models are listed where isOwned is not given",
  {
    ownOnly: "only the account's own are",
  },
);

export const listCustomModels = operation({
  name: "ListCustomModels",
  access: "read",
  http: { method: "GET", path: "/custom-models", status: 200 },
  input: {
    ...listing,
    nameContains: inQuery(customModelName),
    baseModelArnEquals: inQuery(modelArn),
    foundationModelArnEquals: inQuery(foundationModelArn),
    isOwned: inQuery(flag()),
    modelStatus: inQuery(choice(["Active", "Creating", "Failed"])),
  },
  behaviours: [
    {
      source: "botocore",
      what: "isOwned tells the caller's own models from those that are shared with it; ownerAccountId says whose they are",
    },
    { source: "docs", what: "a model that is shared is listed for its recipient" },
    { source: "community", what: "who sees it late, as other things that RAM shares" },
    modelsListed,
    listOrder,
    { source: "design", what: "in pages of 100 unless told otherwise" },
    { source: "recorded", what: "baseModelName is empty" },
  ],
  run(input, call) {
    const { nameContains = "", baseModelArnEquals, foundationModelArnEquals, isOwned } = input;
    const owned = (arn: string): boolean => partsOf(arn).account === call.account;
    const is = (value: unknown, wanted: unknown): boolean => wanted === undefined || value === wanted;
    const found = visibleModels(call).filter(
      (model) =>
        model.name.includes(nameContains) &&
        is(baseModelArn(model, call), baseModelArnEquals) &&
        is(baseModelArn(model, call), foundationModelArnEquals) &&
        is(owned(model.arn), isOwned ?? (modelsListed.is("ownOnly", call) || undefined)) &&
        is(modelStatus(model, call), input.modelStatus),
    );
    const { items, ...rest } = onePage("ListCustomModels", input, found, ({ createdAt }) => createdAt, call);
    return {
      modelSummaries: items.map((model) => ({
        modelArn: model.arn,
        modelName: model.name,
        creationTime: new Date(model.createdAt),
        baseModelArn: baseModelArn(model, call),
        baseModelName: "",
        customizationType: model.customizationType,
        ownerAccountId: partsOf(model.arn).account,
        modelStatus: modelStatus(model, call),
      })),
      ...rest,
    };
  },
});
