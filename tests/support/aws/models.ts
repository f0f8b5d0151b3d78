import {
  BedrockClient,
  CreateModelCopyJobCommand,
  type CustomModelSummary,
  ListTagsForResourceCommand,
  paginateListCustomModels,
} from "@aws-sdk/client-bedrock";

import { setTimeout } from "node:timers/promises";

import { CUSTOM_MODEL, type Emulator, MEMBER, REGION } from "../emulator/emulated";

/** Bedrock as an account calls it, past every resource. */
export function bedrockOf({ url }: Pick<Emulator, "url">, account = MEMBER, region = REGION): BedrockClient {
  const credentials = { accessKeyId: account, secretAccessKey: "test" };
  return new BedrockClient({ region, endpoint: url, credentials });
}

/** The custom models that an account has made or copied in a Region. */
export async function ownModels(client: BedrockClient): Promise<CustomModelSummary[]> {
  const found: CustomModelSummary[] = [];
  const pages = paginateListCustomModels({ client }, { isOwned: true });
  for await (const { modelSummaries = [] } of pages) found.push(...modelSummaries);
  return found;
}

export async function tagsOnModel(
  client: BedrockClient,
  resourceARN: string,
): Promise<Record<string, string>> {
  const { tags = [] } = await client.send(new ListTagsForResourceCommand({ resourceARN }));
  return Object.fromEntries(tags.map(({ key, value }) => [key!, value!]));
}

/** Copies a model past every resource, as soon as it is seen. @returns the ARN of the job */
export async function copyByHand(
  client: BedrockClient,
  request: { sourceModelArn?: string; targetModelName: string },
): Promise<string> {
  const command = new CreateModelCopyJobCommand({ sourceModelArn: CUSTOM_MODEL, ...request });
  for (let attempt = 0; ; attempt += 1) {
    try {
      return (await client.send(command)).jobArn!;
    } catch (thrown) {
      if ((thrown as Error).name !== "ResourceNotFoundException" || attempt > 200) throw thrown;
      await setTimeout(5);
    }
  }
}
