import {
  CreateResourceShareCommand,
  DeleteResourceShareCommand,
  paginateGetResourceShares,
  RAMClient,
  type ResourceShare,
} from "@aws-sdk/client-ram";

import { ACCOUNT, CUSTOM_MODEL, type Emulator, REGION } from "../emulator/emulated";

/** RAM as the account that manages the organization calls it. */
export function ownersRam({ url }: Pick<Emulator, "url">): RAMClient {
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: "test" };
  return new RAMClient({ region: REGION, endpoint: url, credentials });
}

/** Shares models past every resource. @returns the ARN of the share */
export async function shareByHand(
  emulator: Pick<Emulator, "url" | "requests">,
  principals: string[],
  resourceArns: string[] = [CUSTOM_MODEL],
): Promise<string> {
  const request = { name: "models", resourceArns, principals, allowExternalPrincipals: true };
  const { resourceShare } = await ownersRam(emulator).send(new CreateResourceShareCommand(request));
  emulator.requests.clear();
  return resourceShare!.resourceShareArn!;
}

export async function unshareByHand(
  emulator: Pick<Emulator, "url" | "requests">,
  resourceShareArn: string,
): Promise<void> {
  await ownersRam(emulator).send(new DeleteResourceShareCommand({ resourceShareArn }));
  emulator.requests.clear();
}

/** The shares that the account which manages the organization owns, without those that are deleted. */
export async function ownedShares(emulator: Pick<Emulator, "url">): Promise<ResourceShare[]> {
  const client = ownersRam(emulator);
  const found: ResourceShare[] = [];
  for await (const page of paginateGetResourceShares({ client }, { resourceOwner: "SELF" })) {
    found.push(...(page.resourceShares ?? []).filter(({ status }) => !(status ?? "").startsWith("DELET")));
  }
  return found;
}
