import {
  type BedrockClient,
  CreateModelCopyJobCommand,
  type CreateModelCopyJobCommandInput,
  GetCustomModelCommand,
  GetModelCopyJobCommand,
} from "@aws-sdk/client-bedrock";
import { AssociateResourceShareCommand, CreateResourceShareCommand } from "@aws-sdk/client-ram";
import { expect } from "@jest/globals";

import type { ManualClock, WorldFile } from "#emulator/index";
import {
  CUSTOM_MODEL,
  type Emulator,
  ENCRYPTED_MODEL,
  MEMBER,
  startStill,
} from "../../support/emulator/emulated";
import { bedrock, ram } from "../../support/aws/clients";

export const OTHER_REGION = "us-west-2";

/** An emulator, and Bedrock's clients of the owner of the models and of a member of its organization. */
export interface Stage {
  emulator: Emulator & { clock: ManualClock };
  owner: BedrockClient;
  member: BedrockClient;
  /** The member in another Region. */
  elsewhere: BedrockClient;
}

export async function setTheStage(world?: WorldFile): Promise<Stage> {
  const emulator = await startStill(world && { world });
  return {
    emulator,
    owner: bedrock(emulator),
    member: bedrock(emulator, { account: MEMBER }),
    elsewhere: bedrock(emulator, { account: MEMBER, region: OTHER_REGION }),
  };
}

/** Shares both custom models with the member, which sees them `after` so long. */
export async function shareModels({ emulator }: Stage, after = 60): Promise<string> {
  const owner = ram(emulator);
  const { resourceShare } = await owner.send(new CreateResourceShareCommand({ name: "models" }));
  emulator.clock.tick(2);
  await owner.send(
    new AssociateResourceShareCommand({
      resourceShareArn: resourceShare!.resourceShareArn,
      principals: [MEMBER],
      resourceArns: [CUSTOM_MODEL, ENCRYPTED_MODEL],
    }),
  );
  emulator.clock.tick(after);
  return resourceShare!.resourceShareArn!;
}

/** @returns the ARN of the job */
export async function copy(
  client: BedrockClient,
  input: Partial<CreateModelCopyJobCommandInput> = {},
): Promise<string> {
  const { jobArn } = await client.send(
    new CreateModelCopyJobCommand({ sourceModelArn: CUSTOM_MODEL, targetModelName: "copied", ...input }),
  );
  return jobArn!;
}

export const job = (client: BedrockClient, jobArn: string) =>
  client.send(new GetModelCopyJobCommand({ jobArn }));

export const model = (client: BedrockClient, modelIdentifier = "copied") =>
  client.send(new GetCustomModelCommand({ modelIdentifier }));

export const refusal = (code: string, message: RegExp | string = "") =>
  expect.objectContaining({ name: code, message: expect.stringMatching(message) as unknown });
