import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
} from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { sts } from "../support/aws/clients";
import { type Emulator, MEMBER } from "../support/emulator/emulated";
import { webIdentityToken } from "../support/aws/web-identity";
import { expectShape } from "./shape";
import { recorded } from "./sts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

const role = {
  RoleArn: `arn:aws:iam::${MEMBER}:role/model-access-deployer`,
  RoleSessionName: "recorded",
};
const Policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/** How each situation is brought about. */
const situations: Record<string, () => Promise<object>> = {
  "sts GetCallerIdentity by a user": () => sts(emulator).send(new GetCallerIdentityCommand({})),
  "sts GetCallerIdentity by an assumed role": async () => {
    const { Credentials } = await sts(emulator).send(new AssumeRoleCommand(role));
    const { AccessKeyId: account = "", SessionToken: sessionToken = "" } = Credentials!;
    return sts(emulator, { account, sessionToken }).send(new GetCallerIdentityCommand({}));
  },
  "sts AssumeRole without a policy and tags": () => sts(emulator).send(new AssumeRoleCommand(role)),
  "sts AssumeRole with a policy": () => sts(emulator).send(new AssumeRoleCommand({ ...role, Policy })),
  "sts AssumeRoleWithWebIdentity with a token of an identity provider": () =>
    sts(emulator).send(
      new AssumeRoleWithWebIdentityCommand({ ...role, WebIdentityToken: webIdentityToken() }),
    ),
};

it.each(recorded.map((answer) => [`${answer.operation} ${answer.what}`, answer] as const))(
  "%s answers what was recorded",
  async (situation, answer) => {
    expect(Object.keys(situations)).toContain(situation);
    expectShape(await situations[situation]!(), answer);
  },
);
