import type { BedrockClient, CustomModelSummary } from "@aws-sdk/client-bedrock";

import type { Aws } from "../../aws/aws";
import { doing, isAws } from "../../aws/errors/explained";
import { regionAndRoleFor } from "../../aws/region-and-role";
import { ModelAccessError } from "../../core/errors";
import { parseCustomModelArn } from "../../services/bedrock/custom-model-arn";
import { customModel, type CustomModelAnswer, sharedModels } from "../../services/bedrock/custom-models";
import type { CustomModel, GetCustomModelArgs } from "../shapes/custom-models";
import type { ListSharedModelsArgs } from "../shapes/custom-models";

/** @throws ModelAccessError when there is no such model, or AWS refuses */
export async function readCustomModel(cloud: Aws, args: GetCustomModelArgs): Promise<CustomModel> {
  const { modelIdentifier } = args;
  return doing(`reading custom model ${modelIdentifier}`, async () => {
    const place = await regionAndRoleFor(cloud, args, parseCustomModelArn(modelIdentifier)?.region);
    const { accountId } = await cloud.identity(place);
    const client = cloud.bedrock(place);
    const owner = parseCustomModelArn(modelIdentifier)?.accountId;
    const isForeign = owner !== undefined && owner !== accountId;
    const model = isForeign
      ? await foreignModel(client, modelIdentifier)
      : await customModel(client, modelIdentifier);
    if (!model) throw new ModelAccessError(`account ${accountId} sees no such model in ${place.region}`);
    return shown(model);
  });
}

/** Whether who is shared with may read a model, nobody has told; that it is listed is documented. */
async function foreignModel(
  client: BedrockClient,
  arn: string,
): Promise<CustomModelAnswer | CustomModelSummary | undefined> {
  let denied: unknown;
  try {
    const model = await customModel(client, arn);
    if (model) return model;
  } catch (thrown) {
    if (!isAws(thrown, "AccessDeniedException")) throw thrown;
    denied = thrown;
  }
  const model = (await sharedModels(client)).find(({ modelArn }) => modelArn === arn);
  if (!model && denied instanceof Error) throw denied;
  return model;
}

/** @throws ModelAccessError when AWS refuses */
export async function readSharedModels(cloud: Aws, args: ListSharedModelsArgs): Promise<CustomModel[]> {
  return doing("listing custom models of other accounts", async () => {
    const place = await regionAndRoleFor(cloud, args);
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
