import {
  CreateResourceShareCommand,
  type CreateResourceShareCommandInput,
  GetResourceShareAssociationsCommand,
  GetResourceSharesCommand,
  type RAMClient,
  type ResourceShareAssociationType,
} from "@aws-sdk/client-ram";
import { expect } from "@jest/globals";

import type { ManualClock, WorldFile } from "#emulator/index";
import { type Emulator, MEMBER, OUTSIDER, startStill } from "../../support/emulator/emulated";
import { ram } from "../../support/aws/clients";

/** An emulator, and RAM's clients of the owner, of a member of its organization and of an account outside. */
export interface Stage {
  emulator: Emulator & { clock: ManualClock };
  owner: RAMClient;
  member: RAMClient;
  outsider: RAMClient;
}

export async function setTheStage(world?: WorldFile): Promise<Stage> {
  const emulator = await startStill(world && { world });
  return {
    emulator,
    owner: ram(emulator),
    member: ram(emulator, { account: MEMBER }),
    outsider: ram(emulator, { account: OUTSIDER }),
  };
}

/** A share that is ACTIVE, and whose first associations are as they will be. */
export async function share(
  { emulator, owner }: Pick<Stage, "emulator" | "owner">,
  input: Partial<CreateResourceShareCommandInput> = {},
): Promise<string> {
  const { resourceShare } = await owner.send(new CreateResourceShareCommand({ name: "models", ...input }));
  emulator.clock.tick(10);
  return resourceShare!.resourceShareArn!;
}

export async function sharesOf(client: RAMClient, resourceOwner: "SELF" | "OTHER-ACCOUNTS" = "SELF") {
  return (await client.send(new GetResourceSharesCommand({ resourceOwner }))).resourceShares!;
}

/** What is in a share, and how it stands. */
export async function associations(
  client: RAMClient,
  arn: string,
  associationType: ResourceShareAssociationType = "PRINCIPAL",
): Promise<Record<string, string>> {
  const { resourceShareAssociations } = await client.send(
    new GetResourceShareAssociationsCommand({ associationType, resourceShareArns: [arn] }),
  );
  return Object.fromEntries(
    resourceShareAssociations!.map(({ associatedEntity, status }) => [associatedEntity!, status!]),
  );
}

export const refusal = (code: string, message: RegExp | string = "") =>
  expect.objectContaining({ name: code, message: expect.stringMatching(message) as unknown });
