import {
  ComprehendClient,
  DescribeResourcePolicyCommand,
  type DocumentClassifierProperties,
  ListTagsForResourceCommand,
  paginateListDocumentClassifiers,
  paginateListEntityRecognizers,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-comprehend";

import type { PropertyMap } from "#engine/values/values";

import { ACCOUNT, CLASSIFIER, type Emulator, MEMBER, REGION } from "../emulator/emulated";

/** Comprehend as an account calls it, past every resource. */
export function comprehendOf(
  { url }: Pick<Emulator, "url">,
  account = ACCOUNT,
  region = REGION,
): ComprehendClient {
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

/** The policy that AWS shows of a model, and its revision; undefined when there is none, or no model. */
export async function shownPolicy(
  emulator: Pick<Emulator, "url">,
  ResourceArn = CLASSIFIER,
): Promise<{ text: string; revision: string } | undefined> {
  try {
    const command = new DescribeResourcePolicyCommand({ ResourceArn });
    const { ResourcePolicy, PolicyRevisionId } = await comprehendOf(emulator).send(command);
    if (ResourcePolicy === undefined) return undefined;
    return { text: ResourcePolicy, revision: PolicyRevisionId! };
  } catch (thrown) {
    if ((thrown as Error).name === "ResourceNotFoundException") return undefined;
    throw thrown;
  }
}

/** Lets an account import a model, past every resource. */
export async function letImport(
  emulator: Pick<Emulator, "url" | "requests">,
  account = MEMBER,
  ResourceArn = CLASSIFIER,
): Promise<void> {
  const ResourcePolicy = JSON.stringify(importersPolicy(account));
  await comprehendOf(emulator).send(new PutResourcePolicyCommand({ ResourceArn, ResourcePolicy }));
  emulator.requests.clear();
}

/** The versions of both kinds that an account has, without those that are being deleted. */
export async function ownVersions(
  client: ComprehendClient,
): Promise<(Pick<DocumentClassifierProperties, "Status" | "SourceModelArn"> & { arn: string })[]> {
  const found = [];
  for await (const page of paginateListDocumentClassifiers({ client }, {})) {
    for (const { DocumentClassifierArn, ...rest } of page.DocumentClassifierPropertiesList ?? []) {
      found.push({ arn: DocumentClassifierArn!, ...rest });
    }
  }
  for await (const page of paginateListEntityRecognizers({ client }, {})) {
    for (const { EntityRecognizerArn, ...rest } of page.EntityRecognizerPropertiesList ?? []) {
      found.push({ arn: EntityRecognizerArn!, ...rest });
    }
  }
  return found.filter(({ Status }) => Status !== "DELETING");
}

export async function tagsOnVersion(
  client: ComprehendClient,
  ResourceArn: string,
): Promise<Record<string, string>> {
  const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
  return Object.fromEntries(Tags.map(({ Key, Value }) => [Key!, Value!]));
}
