import type { BedrockClient, CustomModelSummary, GetCustomModelResponse } from "@aws-sdk/client-bedrock";

import { complete } from "../../aws/clients/answers";
import { isAws } from "../../aws/errors/explained";
import { bedrockSdk } from "../../aws/clients/sdk";
import { type Tags, tagChanges } from "../../aws/tags";

export type CustomModelAnswer = GetCustomModelResponse & Readonly<Record<"modelArn" | "modelName", string>>;

/** A custom model by its name or its ARN; undefined when AWS knows none. */
export async function customModel(
  client: BedrockClient,
  modelIdentifier: string,
): Promise<CustomModelAnswer | undefined> {
  try {
    const answer = await client.send(new (bedrockSdk().GetCustomModelCommand)({ modelIdentifier }));
    // A model that is Active need not show its status: what else says that there is one has to be there.
    return complete("GetCustomModel", answer, "modelArn", "modelName");
  } catch (thrown) {
    if (isAws(thrown, "ResourceNotFoundException")) return undefined;
    throw thrown;
  }
}

/** The custom models of a Region that other accounts share with the caller's. */
export function sharedModels(client: BedrockClient): Promise<CustomModelSummary[]> {
  return listed(client, false);
}

/** The custom models that the caller's account has in a Region. */
export function ownModels(client: BedrockClient): Promise<CustomModelSummary[]> {
  return listed(client, true);
}

async function listed(client: BedrockClient, isOwned: boolean): Promise<CustomModelSummary[]> {
  const found: CustomModelSummary[] = [];
  const pages = bedrockSdk().paginateListCustomModels({ client, pageSize: 1000 }, { isOwned });
  for await (const { modelSummaries = [] } of pages) {
    found.push(
      ...modelSummaries.map((model) => complete("ListCustomModels", model, "modelArn", "modelName")),
    );
  }
  return found;
}

/** All tags of a model. What has none need not have a list of them. */
export async function tagsOf(client: BedrockClient, resourceARN: string): Promise<Tags> {
  const { tags = [] } = await client.send(new (bedrockSdk().ListTagsForResourceCommand)({ resourceARN }));
  return Object.fromEntries(tags.map(({ key = "", value = "" }) => [key, value]));
}

/** One call for what has to be set, and one for what has to go. */
export async function changeTags(
  client: BedrockClient,
  resourceARN: string,
  from: Tags,
  to: Tags,
): Promise<void> {
  const { set, remove } = tagChanges(from, to);
  const { TagResourceCommand, UntagResourceCommand } = bedrockSdk();
  if (Object.keys(set).length > 0) {
    await client.send(new TagResourceCommand({ resourceARN, tags: tagList(set) }));
  }
  if (remove.length > 0) await client.send(new UntagResourceCommand({ resourceARN, tagKeys: remove }));
}

/** Tags as Bedrock and RAM write them. */
export function tagList(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
