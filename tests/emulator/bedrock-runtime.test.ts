import { GetInferenceProfileCommand, ListInferenceProfilesCommand } from "@aws-sdk/client-bedrock";
import {
  type BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { ManualClock, WorldFile } from "#emulator/index";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  type Emulator,
  FIRST_PARTY,
  startStill,
  THIRD_PARTY,
} from "../support/emulator/emulated";
import { bedrock, runtime } from "../support/aws/clients";

let emulator: Emulator & { clock: ManualClock };
let client: BedrockRuntimeClient;

async function start(world?: WorldFile): Promise<void> {
  emulator = await startStill({ verifySignatures: true, ...(world && { world }) });
  client = runtime(emulator);
}
const restart = async (world: WorldFile): Promise<void> => {
  await emulator.close();
  await start(world);
};
beforeEach(() => start());
afterEach(() => emulator.close());

const SONNET = "anthropic.claude-sonnet-4-20250514-v1:0";
const messages = [{ role: "user" as const, content: [{ text: "Say something nice, please" }] }];
const talk = (modelId: string, from = client, maxTokens = 1) =>
  from.send(new ConverseCommand({ modelId, messages, inferenceConfig: { maxTokens } }));
const refusal = (code: string, message: RegExp | string, status: number) =>
  expect.objectContaining({
    name: code,
    message: expect.stringMatching(message) as unknown,
    $metadata: expect.objectContaining({ httpStatusCode: status }) as unknown,
  });
const INVALID = refusal("ValidationException", "The provided model identifier is invalid.", 400);
const NOT_ON_DEMAND = refusal(
  "ValidationException",
  /^Invocation of model ID .* with on-demand throughput isn’t/,
  400,
);

/** A world with the models of several providers, none of which wants an agreement. */
const free = (...ids: string[]) => ({
  models: Object.fromEntries(
    ids.map((id) => [id, { modelName: "A model", providerName: "Somebody" }] as const),
  ),
});

describe("Converse", () => {
  it("answers one token, and tells what it took", async () => {
    const answer = await talk(FIRST_PARTY);
    expect(answer).toMatchObject({
      output: { message: { role: "assistant", content: [{ text: "Hello" }] } },
      stopReason: "max_tokens",
      usage: { inputTokens: 7, outputTokens: 1, totalTokens: 8 },
      metrics: { latencyMs: 1 },
    });
    expect((await talk(FIRST_PARTY, client, 100)).stopReason).toBe("end_turn");
    expect(emulator.requests.all().at(-1)).toMatchObject({
      service: "bedrock-runtime",
      operation: "Converse",
      subject: FIRST_PARTY,
      access: "read",
      status: 200,
    });
  });

  it("streams the same as events", async () => {
    const { stream } = await client.send(new ConverseStreamCommand({ modelId: FIRST_PARTY, messages }));
    const events = [];
    for await (const event of stream!) events.push(event);
    expect(events).toEqual([
      { messageStart: { role: "assistant" } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "Hello" } } },
      { contentBlockStop: { contentBlockIndex: 0 } },
      { messageStop: { stopReason: "end_turn" } },
      { metadata: { usage: { inputTokens: 7, outputTokens: 1, totalTokens: 8 }, metrics: { latencyMs: 1 } } },
    ]);
  });

  it.each([
    ["without a message", [], /must start with a user message/],
    [
      "that the model begins",
      [{ role: "assistant" as const, content: [{ text: "Hm" }] }],
      /must start with a user/,
    ],
    ["of somebody else", [{ role: "nobody" as "user", content: [] }], /failed to satisfy constraint/],
  ])("refuses a conversation %s", async (_what, wrong, message) => {
    await expect(client.send(new ConverseCommand({ modelId: FIRST_PARTY, messages: wrong }))).rejects.toEqual(
      refusal("ValidationException", message, 400),
    );
  });

  it("refuses a model that makes no text, and names guardrails as not emulated", async () => {
    await restart({
      models: {
        "amazon.eyes-v1:0": { modelName: "Eyes", providerName: "Amazon", outputModalities: ["EMBEDDING"] },
      },
    });
    await expect(talk("amazon.eyes-v1:0")).rejects.toEqual(
      refusal("ValidationException", "This action doesn't support the model", 400),
    );
    await restart(free("amazon.a-v1:0"));
    const guardrailConfig = { guardrailIdentifier: "abc", guardrailVersion: "1" };
    await expect(
      client.send(new ConverseCommand({ modelId: "amazon.a-v1:0", messages, guardrailConfig })),
    ).rejects.toMatchObject({
      message: expect.stringContaining("guardrails in a call of a model") as unknown,
    });
  });
});

describe("InvokeModel", () => {
  const asked = { messages: [{ role: "user", content: "Hi" }] };
  it.each<[id: string, body: object, answer: object, chunk: object]>([
    [
      "anthropic.claude-x-v1:0",
      { anthropic_version: "bedrock-2023-05-31", max_tokens: 1, ...asked },
      {
        type: "message",
        model: "claude-x",
        content: [{ type: "text", text: "Hello" }],
        stop_reason: "max_tokens",
      },
      { type: "message_stop" },
    ],
    [
      "amazon.nova-x-v1:0",
      { messages: [{ role: "user", content: [{ text: "Hi" }] }], inferenceConfig: { maxTokens: 1 } },
      {
        output: { message: { content: [{ text: "Hello" }] } },
        stopReason: "max_tokens",
        usage: { outputTokens: 1 },
      },
      { metadata: { usage: { outputTokens: 1 } } },
    ],
    [
      "cohere.command-r-x-v1:0",
      { message: "Hi", max_tokens: 1 },
      { text: "Hello", finish_reason: "MAX_TOKENS" },
      { event_type: "stream-end", finish_reason: "MAX_TOKENS" },
    ],
    [
      "ai21.jamba-x-v1:0",
      { ...asked, max_tokens: 1 },
      { choices: [{ message: { content: "Hello" }, finish_reason: "length" }] },
      { choices: [{ delta: { content: "Hello" } }] },
    ],
    [
      "meta.llama-x-v1:0",
      { prompt: "Hi", max_gen_len: 1 },
      { generation: "Hello", generation_token_count: 1, stop_reason: "length" },
      { generation: "Hello" },
    ],
    [
      "mistral.small-x-v1:0",
      { prompt: "Hi", max_tokens: 20 },
      { outputs: [{ text: "Hello", stop_reason: "stop" }] },
      { outputs: [{ text: "Hello" }] },
    ],
    [
      "openai.gpt-x-1:0",
      { ...asked, max_completion_tokens: 1 },
      { object: "chat.completion", choices: [{ message: { role: "assistant", content: "Hello" } }] },
      { object: "chat.completion.chunk" },
    ],
  ])("answers %s in its provider's form, at once and as a stream", async (modelId, body, answer, last) => {
    await restart(free(modelId));
    const sent = { modelId, body: JSON.stringify(body) };
    const invoked = await client.send(new InvokeModelCommand(sent));
    expect(invoked.contentType).toBe("application/json");
    expect(JSON.parse(invoked.body.transformToString())).toMatchObject(answer);
    const streamed = await client.send(new InvokeModelWithResponseStreamCommand(sent));
    expect(streamed.contentType).toBe("application/json");
    const chunks = [];
    for await (const { chunk } of streamed.body!) {
      chunks.push(JSON.parse(Buffer.from(chunk!.bytes!).toString()) as object);
    }
    expect(chunks.at(-1)).toMatchObject({
      ...last,
      "amazon-bedrock-invocationMetrics": { outputTokenCount: 1 },
    });
  });

  it.each([
    ["no JSON", "{", "Malformed input request, please reformat your input and try again."],
    ["no object", "[1]", "Malformed input request, please reformat your input and try again."],
    ["nothing", "", "Malformed input request, please reformat your input and try again."],
    [
      "no messages",
      "{}",
      "Malformed input request: #: required key [messages] not found, please reformat your input and try again.",
    ],
  ])("refuses a body with %s", async (_what, body, message) => {
    await expect(client.send(new InvokeModelCommand({ modelId: FIRST_PARTY, body }))).rejects.toMatchObject({
      name: "ValidationException",
      message,
    });
  });

  it("answers half of a stream where a fault cuts it", async () => {
    emulator.faults.add({ target: { service: "bedrock-runtime" }, effect: { kind: "truncated" } });
    const { stream } = await client.send(new ConverseStreamCommand({ modelId: FIRST_PARTY, messages }));
    const drain = async (): Promise<void> => {
      for await (const _ of stream!);
    };
    await expect(drain()).rejects.toThrow();
  });
});

describe("what a model is called", () => {
  it("may be its ARN, a profile's id, or the ARN of a profile", async () => {
    const arn = `arn:aws:bedrock:us-east-1::foundation-model/${FIRST_PARTY}`;
    const profile = `us.${FIRST_PARTY}`;
    const profileArn = `arn:aws:bedrock:us-east-1:${ACCOUNT}:inference-profile/${profile}`;
    for (const modelId of [arn, profile, profileArn]) {
      expect((await talk(modelId)).usage?.outputTokens).toBe(1);
    }
  });

  it.each([
    ["a model that nobody knows", "example.no-such-model-v1:0"],
    ["a profile that nobody knows", "us.cohere.command-r-v1:0"],
    ["a profile of another Region", "eu.anthropic.claude-sonnet-4-20250514-v1:0"],
    ["a model's ARN in another Region", `arn:aws:bedrock:us-west-2::foundation-model/${FIRST_PARTY}`],
    [
      "a profile's ARN in another account",
      `arn:aws:bedrock:us-east-1:999999999999:inference-profile/us.${FIRST_PARTY}`,
    ],
    ["provisioned throughput", `arn:aws:bedrock:us-east-1:${ACCOUNT}:provisioned-model/abcdefghijkl`],
    [
      "an application's profile",
      `arn:aws:bedrock:us-east-1:${ACCOUNT}:application-inference-profile/abcdefghijkl`,
    ],
  ])("is invalid where it is %s", async (_what, modelId) => {
    await expect(talk(modelId)).rejects.toEqual(INVALID);
  });

  it("is invalid in a Region that has no such model", async () => {
    const elsewhere = runtime(emulator, { region: "eu-west-1" });
    await expect(talk("meta.llama3-1-8b-instruct-v1:0", elsewhere)).rejects.toEqual(INVALID);
  });

  it("has to be a profile where the model is not on demand", async () => {
    await restart({
      ...free(),
      models: {
        "meta.big-v1:0": {
          modelName: "Big",
          providerName: "Meta",
          inferenceTypesSupported: ["INFERENCE_PROFILE"],
        },
      },
      inferenceProfiles: { "us.meta.big-v1:0": { destinations: ["us-west-2"], sources: ["us-east-1"] } },
    });
    await expect(talk("meta.big-v1:0")).rejects.toEqual(NOT_ON_DEMAND);
    expect((await talk("us.meta.big-v1:0")).usage?.outputTokens).toBe(1);
  });

  it("can be no custom model", async () => {
    await restart({ customModels: { [CUSTOM_MODEL]: { modelName: "mine" } } });
    const modelId = "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-micro/abcdefghijkl";
    await expect(talk(modelId)).rejects.toEqual(NOT_ON_DEMAND);
  });
});

describe("CountTokens", () => {
  it("counts a conversation or a body, without any agreement", async () => {
    const count = async (input: ConstructorParameters<typeof CountTokensCommand>[0]["input"]) =>
      (await client.send(new CountTokensCommand({ modelId: THIRD_PARTY, input }))).inputTokens;
    expect(await count({ converse: { messages, system: [{ text: "Be kind" }] } })).toBe(9);
    expect(await count({ invokeModel: { body: Buffer.from('{"message":"12345678"}') } })).toBe(2);
    expect(emulator.requests.all().every(({ access }) => access === "read")).toBe(true);
  });

  it("does not count through a profile", async () => {
    const counting = new CountTokensCommand({
      modelId: `us.${FIRST_PARTY}`,
      input: { converse: { messages } },
    });
    await expect(client.send(counting)).rejects.toEqual(
      refusal("ValidationException", "doesn't support counting tokens", 400),
    );
  });
});

describe("inference profiles", () => {
  it("are listed where they can be called, with the models they lead to", async () => {
    const list = async (region: string, typeEquals?: "APPLICATION") => {
      const listing = new ListInferenceProfilesCommand({ typeEquals });
      const { inferenceProfileSummaries: found } = await bedrock(emulator, { region }).send(listing);
      return found!.map(({ inferenceProfileId }) => inferenceProfileId);
    };
    expect(await list("us-east-1")).toContain(`us.${SONNET}`);
    expect(await list("eu-west-1")).toEqual([`eu.${SONNET}`, `global.${SONNET}`]);
    expect(await list("ap-southeast-2")).toEqual([`global.${SONNET}`]);
    expect(await list("us-east-1", "APPLICATION")).toEqual([]);
  });

  it("come in pages", async () => {
    const control = bedrock(emulator);
    const first = await control.send(new ListInferenceProfilesCommand({ maxResults: 3 }));
    const { nextToken } = first;
    const second = await control.send(new ListInferenceProfilesCommand({ maxResults: 3, nextToken }));
    const all = [...first.inferenceProfileSummaries!, ...second.inferenceProfileSummaries!];
    expect(new Set(all.map(({ inferenceProfileId }) => inferenceProfileId)).size).toBe(5);
    expect(second.nextToken).toBeUndefined();
  });

  it("are described by id and ARN; a global one names a model without a Region", async () => {
    const describe = (inferenceProfileIdentifier: string) =>
      bedrock(emulator).send(new GetInferenceProfileCommand({ inferenceProfileIdentifier }));
    const regional = await describe(`us.${SONNET}`);
    expect(regional).toMatchObject({
      inferenceProfileName: "US Anthropic Claude Sonnet 4",
      description: "Routes requests to Anthropic Claude Sonnet 4 in us-east-1 and us-west-2.",
      models: ["us-east-1", "us-west-2"].map((region) => ({
        modelArn: `arn:aws:bedrock:${region}::foundation-model/${SONNET}`,
      })),
      status: "ACTIVE",
      type: "SYSTEM_DEFINED",
    });
    expect(await describe(regional.inferenceProfileArn!)).toMatchObject({
      inferenceProfileId: `us.${SONNET}`,
    });
    expect((await describe(`global.${SONNET}`)).models).toEqual([
      { modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}` },
      { modelArn: `arn:aws:bedrock:::foundation-model/${SONNET}` },
    ]);
    await expect(describe(`eu.${SONNET}`)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it.each<[what: string, profiles: NonNullable<WorldFile["inferenceProfiles"]>, problem: string]>([
    [
      "of an unknown model",
      { "us.a.b-v1:0": { destinations: ["us-east-1"] } },
      "us.a.b-v1:0: there is no a.b-v1:0",
    ],
    ["that leads nowhere", { [`us.${SONNET}`]: {} }, ".destinations: there is none"],
    [
      "that is global and names Regions",
      { [`global.${SONNET}`]: { destinations: ["us-east-1"] } },
      ".destinations: a global profile names none",
    ],
    [
      "that leads to an unknown Region",
      { [`us.${SONNET}`]: { destinations: ["us-moon-1"] } },
      "Region us-moon-1 is not in this world",
    ],
    [
      "whose model is not there",
      { "eu.meta.llama3-1-8b-instruct-v1:0": { destinations: ["eu-west-1"] } },
      "is not in eu-west-1",
    ],
    ["whose id is none", { nova: {} }, "this is no id of a profile"],
  ])("make no world %s", async (_what, inferenceProfiles, problem) => {
    await expect(startStill({ world: { inferenceProfiles } })).rejects.toThrow(problem);
  });
});
