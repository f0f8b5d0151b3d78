import type { Aws } from "../aws/aws";
import { doing } from "../aws/doing";
import { placeFor } from "../aws/place";
import { ModelAccessError } from "../core/errors";
import { parseCustomModelArn } from "./custom-model-arn";
import { customModel, sharedModels } from "./custom-models";
import type { CustomModel, GetCustomModelArgs } from "./get-custom-model";
import type { ListSharedModelsArgs } from "./list-shared-models";

/** @throws ModelAccessError when there is no such model, or AWS refuses */
export async function readCustomModel(cloud: Aws, args: GetCustomModelArgs): Promise<CustomModel> {
  const { modelIdentifier } = args;
  return doing(`reading custom model ${modelIdentifier}`, async () => {
    const place = await placeFor(cloud, args, parseCustomModelArn(modelIdentifier)?.region);
    const { accountId } = await cloud.identity(place);
    const model = await customModel(cloud.bedrock(place), modelIdentifier);
    if (!model) throw new ModelAccessError(`account ${accountId} sees no such model in ${place.region}`);
    return shown(model);
  });
}

/** @throws ModelAccessError when AWS refuses */
export async function readSharedModels(cloud: Aws, args: ListSharedModelsArgs): Promise<CustomModel[]> {
  return doing("listing custom models of other accounts", async () => {
    const place = await placeFor(cloud, args);
    // The account is checked before anything else is asked.
    await cloud.identity(place);
    const all = (await sharedModels(cloud.bedrock(place))).map(shown);
    return all
      .filter(({ ownerAccountId }) => [undefined, ownerAccountId].includes(args.ownerAccountId))
      .sort((one, other) =>
        `${one.modelName} ${one.modelArn}`.localeCompare(`${other.modelName} ${other.modelArn}`),
      );
  });
}

function shown(model: {
  modelArn: string | undefined;
  modelName: string | undefined;
  modelStatus?: string | undefined;
  baseModelArn?: string | undefined;
  customizationType?: string | undefined;
  modelKmsKeyArn?: string | undefined;
  creationTime?: Date | undefined;
  ownerAccountId?: string | undefined;
}): CustomModel {
  const { modelArn = "", modelName = "", baseModelArn, customizationType, modelKmsKeyArn } = model;
  return {
    modelArn,
    modelName,
    modelStatus: model.modelStatus ?? "Active",
    ownerAccountId: model.ownerAccountId ?? parseCustomModelArn(modelArn)?.accountId ?? "",
    ...(baseModelArn !== undefined && { baseModelArn }),
    ...(customizationType !== undefined && { customizationType }),
    ...(modelKmsKeyArn !== undefined && { modelKmsKeyArn }),
    ...(model.creationTime && { creationTime: model.creationTime.toISOString() }),
  };
}
