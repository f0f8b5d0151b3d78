import { ListFoundationModelsCommand } from "@aws-sdk/client-bedrock";
import { AssumeRoleCommand, type AssumeRoleCommandInput } from "@aws-sdk/client-sts";
import { afterEach, expect } from "@jest/globals";
import { type EmulatorOptions, startEmulator, type WorldFile } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER } from "../../support/emulator/emulated";
import * as clients from "../../support/aws/clients";

export type Statement = Readonly<Record<string, unknown>>;
type Accounts = NonNullable<WorldFile["accounts"]>;
export type World = WorldFile & { of?: string };

export const policy = (...statements: Statement[]) => ({ Version: "2012-10-17", Statement: statements });
export const allow = (
  Action: string | string[],
  Resource: string | string[] = "*",
  Condition = {},
): Statement => ({
  ...{ Effect: "Allow", Action, Resource, Condition },
});
export const deny = (Action: string | string[], Condition: object = {}, Resource = "*"): Statement => ({
  ...{ Effect: "Deny", Action, Resource, Condition },
});
export const ALL = allow("*");

export const ME = "AKIAIOSFODNN7EXAMPLE";
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`;
export const LICENSE = "arn:aws:license-manager::294406891311:license:l-00000000000000000000000000000000";

/** The one that runs; each test has its own. */
export let emulator: Emulator;
let isRunning = false;
afterEach(async () => {
  if (isRunning) await emulator.close();
  isRunning = false;
});

export async function run(options?: EmulatorOptions): Promise<void> {
  emulator = await startEmulator(options);
  isRunning = true;
}

/** A world in which the user `me` of the managing account has these policies, and the default world's organization. */
export async function start(
  statements?: readonly Statement[],
  { of = ACCOUNT, accounts = {}, ...world }: World = {},
): Promise<void> {
  const policies = statements && [policy(...statements)];
  const me = { accessKeyId: ME, ...(policies && { policies }) };
  const both: Accounts = { [ACCOUNT]: {}, [MEMBER]: {}, ...accounts };
  await run({
    world: { ...world, accounts: { ...both, [of]: { ...both[of], users: { me, ...both[of]?.users } } } },
  });
}
export const as = (account = ME) => ({ account });
export const denied = (message: string | RegExp, name = "AccessDeniedException") =>
  expect.objectContaining({ name, message: expect.stringMatching(message) as unknown }) as unknown;

/** The role of that name in an account, as the session of whoever assumes it. */
export async function session(
  name: string,
  more: Partial<AssumeRoleCommandInput> = {},
  of = ACCOUNT,
  by = ACCOUNT,
) {
  const { Credentials } = await clients
    .sts(emulator, { account: by })
    .send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${of}:role/${name}`, RoleSessionName: "one", ...more }),
    );
  return { account: Credentials!.AccessKeyId!, sessionToken: Credentials!.SessionToken! };
}
export const models = (who: { account: string; sessionToken?: string }) =>
  clients.bedrock(emulator, who).send(new ListFoundationModelsCommand({}));
