import { ComprehendClient, DescribeResourcePolicyCommand } from "@aws-sdk/client-comprehend";

import type { PropertyMap } from "#engine/values/values";

import { ACCOUNT, CLASSIFIER, type Emulator, REGION } from "./emulated";

/** Comprehend as an account calls it, past every resource. */
function comprehendOf({ url }: Pick<Emulator, "url">, account = ACCOUNT, region = REGION): ComprehendClient {
  const credentials = { accessKeyId: account, secretAccessKey: "test" };
  return new ComprehendClient({ region, endpoint: url, credentials });
}

/** What AWS's guide says of models: who may import. */
export function importersPolicy(AWS: string | string[], but: PropertyMap = {}) {
  const Statement = [
    { Effect: "Allow", Principal: { AWS }, Action: "comprehend:ImportModel", Resource: "*", ...but },
  ];
  return { Version: "2012-10-17", Statement };
}

/** The policy that AWS shows of a model, and its revision; undefined when there is none. */
export async function shownPolicy(
  emulator: Pick<Emulator, "url">,
  ResourceArn = CLASSIFIER,
): Promise<{ text: string; revision: string } | undefined> {
  try {
    const command = new DescribeResourcePolicyCommand({ ResourceArn });
    const { ResourcePolicy, PolicyRevisionId } = await comprehendOf(emulator).send(command);
    return { text: ResourcePolicy!, revision: PolicyRevisionId! };
  } catch (thrown) {
    if ((thrown as Error).name === "ResourceNotFoundException") return undefined;
    throw thrown;
  }
}
