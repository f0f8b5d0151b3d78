import { paginateGetResourceShares, RAMClient, type ResourceShare } from "@aws-sdk/client-ram";

import { ACCOUNT, type Emulator, REGION } from "./emulated";

/** The shares that the account which manages the organization owns, without those that are deleted. */
export async function ownedShares({ url }: Pick<Emulator, "url">): Promise<ResourceShare[]> {
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: "test" };
  const client = new RAMClient({ region: REGION, endpoint: url, credentials });
  const found: ResourceShare[] = [];
  for await (const page of paginateGetResourceShares({ client }, { resourceOwner: "SELF" })) {
    found.push(...(page.resourceShares ?? []).filter(({ status }) => !(status ?? "").startsWith("DELET")));
  }
  return found;
}
