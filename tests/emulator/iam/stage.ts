import { BedrockClient, ListFoundationModelsCommand } from "@aws-sdk/client-bedrock";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  type CreateRoleCommandInput,
  type IAMClient,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, type AssumeRoleCommandInput } from "@aws-sdk/client-sts";

import { ACCOUNT, type Emulator, REGION } from "../../support/emulator/emulated";
import { sts } from "../../support/aws/clients";

/** What counts after a change counts so many seconds later. */
export const SETTLED = 5;

export const allow = (Action: string | string[], more: object = {}): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*", ...more }] });

/** A trust policy. */
export const trust = (AWS: string | string[] = ACCOUNT, more: object = {}): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole", ...more }],
  });

export const roleArn = (name: string, account = ACCOUNT): string => `arn:aws:iam::${account}:role/${name}`;
export const policyArn = (name: string, account = ACCOUNT): string =>
  `arn:aws:iam::${account}:policy/${name}`;
export const awsPolicy = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

export async function makeRole(client: IAMClient, name: string, more: Partial<CreateRoleCommandInput> = {}) {
  const { Role } = await client.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust(), ...more }),
  );
  return Role!;
}

/** A managed policy that is attached to a role at once. */
export async function attach(client: IAMClient, role: string, name: string, document: string) {
  const { Policy } = await client.send(
    new CreatePolicyCommand({ PolicyName: name, PolicyDocument: document }),
  );
  await client.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: Policy!.Arn }));
  return Policy!.Arn!;
}

/** Whoever has assumed a role, as clients take it. */
export async function assume(
  emulator: Emulator,
  name: string,
  more: Partial<AssumeRoleCommandInput> = {},
  as: object = {},
) {
  const input = { RoleArn: roleArn(name), RoleSessionName: "test", ...more };
  const { Credentials } = await sts(emulator, as).send(new AssumeRoleCommand(input));
  return {
    account: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
}

/** Something that a session may do or not. */
export async function listModels({ url }: Emulator, as: Awaited<ReturnType<typeof assume>>): Promise<void> {
  const { account: accessKeyId, ...secrets } = as;
  const credentials = { accessKeyId, ...secrets };
  const client = new BedrockClient({ region: REGION, endpoint: url, maxAttempts: 1, credentials });
  await client.send(new ListFoundationModelsCommand({}));
}
