import {
  type ComprehendClient,
  DescribeDocumentClassifierCommand,
  ImportModelCommand,
  type ImportModelCommandInput,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-comprehend";

import type { ManualClock, WorldFile } from "#emulator/index";
import { CLASSIFIER, type Emulator, MEMBER, OUTSIDER, startStill } from "../../support/emulator/emulated";
import { comprehend } from "../../support/aws/clients";

/** An emulator, and Comprehend's clients of the owner of its models and of two other accounts. */
export interface Stage {
  emulator: Emulator & { clock: ManualClock };
  owner: ComprehendClient;
  member: ComprehendClient;
  outsider: ComprehendClient;
  /** Another emulator, with another world. */
  another: (world: WorldFile) => Promise<Emulator & { clock: ManualClock }>;
  close: () => Promise<void>;
}

export async function setTheStage(): Promise<Stage> {
  const emulator = await startStill();
  const all = [emulator];
  return {
    emulator,
    another: async (world) => {
      const other = await startStill({ world });
      all.push(other);
      return other;
    },
    close: async () => {
      await Promise.all(all.map((one) => one.close()));
    },
    owner: comprehend(emulator),
    member: comprehend(emulator, { account: MEMBER }),
    outsider: comprehend(emulator, { account: OUTSIDER }),
  };
}

/** A policy that lets others import, unless something else is said. */
export function policyFor(AWS: unknown, but: object = {}): string {
  const statement = { Effect: "Allow", Principal: { AWS }, Action: "comprehend:ImportModel", Resource: "*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...but }] });
}

/** Puts a policy, and waits until others meet it. */
export async function share(
  { emulator, owner }: Stage,
  policy: string = policyFor(MEMBER),
  ResourceArn = CLASSIFIER,
): Promise<string> {
  const put = await owner.send(new PutResourcePolicyCommand({ ResourceArn, ResourcePolicy: policy }));
  emulator.clock.tick(5);
  return put.PolicyRevisionId!;
}

export async function importFrom(
  client: ComprehendClient,
  input: Partial<ImportModelCommandInput> = {},
): Promise<string> {
  const answer = await client.send(new ImportModelCommand({ SourceModelArn: CLASSIFIER, ...input }));
  return answer.ModelArn!;
}

export async function describeClassifier(client: ComprehendClient, arn = CLASSIFIER) {
  const answer = await client.send(new DescribeDocumentClassifierCommand({ DocumentClassifierArn: arn }));
  return answer.DocumentClassifierProperties!;
}
