import {
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { afterEach, describe, expect, it } from "@jest/globals";

import type { WorldFile } from "#emulator/index";
import { ACCOUNT, type Emulator, FIRST_PARTY, MEMBER, startStill } from "../support/emulator/emulated";
import { runtime, sessionOf } from "../support/aws/clients";

let emulator: Emulator;
afterEach(() => emulator.close());

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string;
  readonly Condition?: object;
}
const policy = (...statements: Statement[]) => ({
  Version: "2012-10-17",
  Statement: statements.map((one) => (one.NotResource ? one : { Resource: "*", ...one })),
});

/** A session of a role that is allowed exactly this, in an emulator of its own. */
async function callerWith(statements: readonly Statement[], world: WorldFile = {}, account = ACCOUNT) {
  emulator = await startStill({
    world: {
      accounts: {
        [ACCOUNT]: { useCaseFormFiled: true, roles: { app: { policies: [policy(...statements)] } } },
        [MEMBER]: { roles: { app: {} } },
      },
      organization: null,
      ...world,
    },
  });
  return runtime(emulator, await sessionOf("app", emulator, account));
}

const messages = [{ role: "user" as const, content: [{ text: "Hi" }] }];
const body = '{"messages":[]}';
const CALLS = {
  Converse: (modelId: string) => new ConverseCommand({ modelId, messages }),
  InvokeModel: (modelId: string) => new InvokeModelCommand({ modelId, body }),
  ConverseStream: (modelId: string) => new ConverseStreamCommand({ modelId, messages }),
  InvokeModelWithResponseStream: (modelId: string) =>
    new InvokeModelWithResponseStreamCommand({ modelId, body }),
  CountTokens: (modelId: string) => new CountTokensCommand({ modelId, input: { converse: { messages } } }),
};
type CallName = keyof typeof CALLS;

const modelArn = (id: string, region = "us-east-1") => `arn:aws:bedrock:${region}::foundation-model/${id}`;
const profileArn = (id: string, region = "us-east-1") =>
  `arn:aws:bedrock:${region}:${ACCOUNT}:inference-profile/${id}`;
const denied = (action: string, resource: string, why: string) =>
  expect.objectContaining({
    name: "AccessDeniedException",
    message:
      `User: arn:aws:sts::${ACCOUNT}:assumed-role/app/tester is not authorized to perform: ${action} ` +
      `on resource: ${resource} ${why}`,
    $metadata: expect.objectContaining({ httpStatusCode: 403 }) as unknown,
  });
const notAllowed = (action: string, resource: string) =>
  denied(action, resource, `because no identity-based policy allows the ${action} action`);

describe("a call is authorised", () => {
  it.each<[call: CallName, action: string]>([
    ["Converse", "bedrock:InvokeModel"],
    ["InvokeModel", "bedrock:InvokeModel"],
    ["ConverseStream", "bedrock:InvokeModelWithResponseStream"],
    ["InvokeModelWithResponseStream", "bedrock:InvokeModelWithResponseStream"],
    ["CountTokens", "bedrock:CountTokens"],
  ])("%s: as %s on the model, and as nothing else", async (name, action) => {
    const client = await callerWith([{ Effect: "Allow", Action: action, Resource: modelArn(FIRST_PARTY) }]);
    for (const call of [CALLS[name](FIRST_PARTY), CALLS[name](modelArn(FIRST_PARTY))]) {
      await expect(client.send(call as never)).resolves.toBeDefined();
    }
    await expect(client.send(CALLS[name]("meta.llama3-1-8b-instruct-v1:0") as never)).rejects.toEqual(
      notAllowed(action, modelArn("meta.llama3-1-8b-instruct-v1:0")),
    );
    await emulator.close();
    const others = { Effect: "Deny", Action: action } as const;
    const without = await callerWith([{ Effect: "Allow", Action: "*" }, others]);
    await expect(without.send(CALLS[name](FIRST_PARTY) as never)).rejects.toEqual(
      denied(action, modelArn(FIRST_PARTY), "with an explicit deny in an identity-based policy"),
    );
  });

  it("before anybody says that there is no such model", async () => {
    const client = await callerWith([{ Effect: "Allow", Action: "s3:*" }]);
    await expect(client.send(CALLS.Converse("example.no-such-model-v1:0"))).rejects.toEqual(
      notAllowed("bedrock:InvokeModel", modelArn("example.no-such-model-v1:0")),
    );
  });

  it("by the control policies of the organization, unless in the account that manages it", async () => {
    const organization = {
      id: "o-exampleorgid",
      managementAccountId: ACCOUNT,
      organizationalUnits: [{ id: "ou-exam-workload", name: "Workloads", accounts: [MEMBER] }],
      policies: {
        "p-nova0000": {
          document: policy({
            Effect: "Deny",
            Action: "bedrock:Invoke*",
            Resource: modelArn("amazon.*", "*"),
          }),
          targets: ["r-exam"],
        },
      },
    };
    const allow = [{ Effect: "Allow", Action: "*" }] as const;
    const client = await callerWith(allow, { organization }, MEMBER);
    await expect(client.send(CALLS.Converse(FIRST_PARTY))).rejects.toMatchObject({
      message: expect.stringContaining("with an explicit deny in a service control policy") as unknown,
    });
    const manager = runtime(emulator, await sessionOf("app", emulator));
    await expect(manager.send(CALLS.Converse(FIRST_PARTY))).resolves.toBeDefined();
  });
});

describe("a call through a profile is authorised", () => {
  const PROFILE = `us.${FIRST_PARTY}`;
  const invoke = { Effect: "Allow", Action: "bedrock:InvokeModel" } as const;

  it.each([
    ["on the profile", profileArn(PROFILE)],
    ["on the model in the Region that is called", modelArn(FIRST_PARTY)],
    ["on the model where it may lead to", modelArn(FIRST_PARTY, "us-west-2")],
  ])("%s", async (_what, missing) => {
    const all = [profileArn(PROFILE), modelArn(FIRST_PARTY), modelArn(FIRST_PARTY, "us-west-2")];
    const client = await callerWith([{ ...invoke, Resource: all }]);
    for (const modelId of [PROFILE, profileArn(PROFILE)]) {
      await expect(client.send(CALLS.Converse(modelId))).resolves.toBeDefined();
    }
    await emulator.close();
    const rest = all.filter((arn) => arn !== missing);
    const limited = await callerWith([{ ...invoke, Resource: rest }]);
    await expect(limited.send(CALLS.Converse(PROFILE))).rejects.toEqual(
      notAllowed("bedrock:InvokeModel", missing),
    );
  });

  it("with its ARN, so that a model can be kept to it", async () => {
    const only = { ArnEquals: { "bedrock:InferenceProfileArn": profileArn(PROFILE) } };
    const client = await callerWith([
      { ...invoke, Resource: profileArn(PROFILE) },
      { ...invoke, Resource: modelArn(FIRST_PARTY, "*"), Condition: only },
    ]);
    await expect(client.send(CALLS.Converse(PROFILE))).resolves.toBeDefined();
    await expect(client.send(CALLS.Converse(FIRST_PARTY))).rejects.toEqual(
      notAllowed("bedrock:InvokeModel", modelArn(FIRST_PARTY)),
    );
  });

  it("in each of its Regions, so that a denial of one denies the call", async () => {
    const elsewhere = { StringNotEquals: { "aws:RequestedRegion": ["us-east-1"] } };
    const client = await callerWith([
      { Effect: "Allow", Action: "*" },
      { Effect: "Deny", Action: "bedrock:*", Condition: elsewhere },
    ]);
    await expect(client.send(CALLS.Converse(FIRST_PARTY))).resolves.toBeDefined();
    await expect(client.send(CALLS.Converse(PROFILE))).rejects.toMatchObject({
      message: expect.stringContaining(
        `on resource: ${modelArn(FIRST_PARTY, "us-west-2")} with an explicit deny`,
      ) as unknown,
    });
  });

  it("where it is global, on a model without a Region, for a Region that is unspecified", async () => {
    const SONNET = "anthropic.claude-sonnet-4-20250514-v1:0";
    const marketplace = { Effect: "Allow", Action: "aws-marketplace:*" } as const;
    const inRegion = (region: string) => ({ StringEquals: { "aws:RequestedRegion": region } });
    const three = [
      { ...invoke, Resource: profileArn(`global.${SONNET}`), Condition: inRegion("us-east-1") },
      { ...invoke, Resource: modelArn(SONNET), Condition: inRegion("us-east-1") },
      { ...invoke, Resource: modelArn(SONNET, ""), Condition: inRegion("unspecified") },
    ];
    const client = await callerWith([marketplace, ...three]);
    await expect(client.send(CALLS.Converse(`global.${SONNET}`))).resolves.toBeDefined();
    for (const [i, { Resource }] of three.entries()) {
      await emulator.close();
      const limited = await callerWith([marketplace, ...three.filter((_, other) => other !== i)]);
      await expect(limited.send(CALLS.Converse(`global.${SONNET}`))).rejects.toEqual(
        notAllowed("bedrock:InvokeModel", Resource),
      );
    }
  });
});
