import { request } from "node:http";

import {
  GetFoundationModelAvailabilityCommand as Look,
  ListFoundationModelsCommand,
} from "@aws-sdk/client-bedrock";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { type EmulatorOptions, requestLine, startEmulator } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  MEMBER,
  OUTSIDER,
  REGION,
  THIRD_PARTY,
} from "../support/emulator/emulated";
import { bedrock, sts } from "../support/aws/clients";

let emulator: Emulator;

async function start(options: EmulatorOptions = {}): Promise<void> {
  emulator = await startEmulator(options);
}
beforeEach(() => start());
afterEach(() => emulator.close());

const role = (account: string, name = "model-access-deployer"): string =>
  `arn:aws:iam::${account}:role/${name}`;
const authorization = (service: string, key = ACCOUNT, region = REGION): string =>
  `AWS4-HMAC-SHA256 Credential=${key}/20261121/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00`;

interface Raw {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A request as no SDK would send it. */
function raw({ method = "POST", path = "/", headers = {}, body = "" }: Raw): Promise<{
  status: number;
  headers: Record<string, unknown>;
  body: string;
}> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${emulator.url}${path}`, { method, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: text }),
      );
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
const create = (body: string, headers: Record<string, string> = {}) =>
  raw({
    path: "/create-foundation-model-agreement",
    headers: { authorization: authorization("bedrock"), ...headers },
    body,
  });

describe("who calls", () => {
  it("is told by an access key id of 12 digits", async () => {
    const me = await sts(emulator, { account: MEMBER }).send(new GetCallerIdentityCommand({}));
    expect(me).toMatchObject({ Account: MEMBER, Arn: `arn:aws:iam::${MEMBER}:user/emulated` });
  });

  it("changes with AssumeRole, with credentials that expire in real time", async () => {
    const params = { RoleArn: role(MEMBER), RoleSessionName: "test", DurationSeconds: 900 };
    const { Credentials, AssumedRoleUser } = await sts(emulator).send(new AssumeRoleCommand(params));
    expect(AssumedRoleUser!.Arn).toBe(`arn:aws:sts::${MEMBER}:assumed-role/model-access-deployer/test`);
    const lasts = Credentials!.Expiration!.getTime() - Date.now();
    expect(lasts).toBeGreaterThan(890_000);
    expect(lasts).toBeLessThanOrEqual(900_000);
    const as = {
      account: Credentials!.AccessKeyId!,
      secretAccessKey: "x",
      sessionToken: Credentials!.SessionToken!,
    };
    expect((await sts(emulator, as).send(new GetCallerIdentityCommand({}))).Account).toBe(MEMBER);
    await expect(
      sts(emulator, { ...as, sessionToken: "stolen" }).send(new GetCallerIdentityCommand({})),
    ).rejects.toThrow("The security token included in the request is invalid.");
    const long = { ...params, RoleArn: role(OUTSIDER), DurationSeconds: 7200 };
    await expect(sts(emulator, as).send(new AssumeRoleCommand(long))).rejects.toThrow(/1 hour session limit/);
  });

  it.each([
    ["a role that is not there", { RoleArn: role(MEMBER, "nobody"), RoleSessionName: "xx" }],
    ["a role of an account that is not there", { RoleArn: role("999999999999"), RoleSessionName: "xx" }],
  ])("cannot become %s", async (_what, params) => {
    await expect(sts(emulator).send(new AssumeRoleCommand(params))).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: arn:aws:iam::${ACCOUNT}:user/emulated is not authorized to perform: sts:AssumeRole on resource: ${params.RoleArn}`,
    });
  });

  it("cannot assume a role that wants an external id, or trusts others", async () => {
    await emulator.close();
    const roles = { guarded: { externalId: "e-1" }, private: { trusts: [OUTSIDER] } };
    await start({
      world: { accounts: { [ACCOUNT]: {}, [MEMBER]: { roles }, [OUTSIDER]: {} }, organization: null },
    });
    const assume = (name: string, ExternalId?: string) =>
      sts(emulator).send(
        new AssumeRoleCommand({ RoleArn: role(MEMBER, name), RoleSessionName: "xx", ExternalId }),
      );
    await expect(assume("guarded")).rejects.toThrow(/not authorized/);
    await expect(assume("guarded", "e-2")).rejects.toThrow(/not authorized/);
    await assume("guarded", "e-1");
    await expect(assume("private")).rejects.toThrow(/not authorized/);
  });

  it.each([
    ["bedrock", "UnrecognizedClientException"],
    ["sts", "InvalidClientTokenId"],
  ])("must be known to %s", async (service, code) => {
    const as = { account: "AKIAUNKNOWN" };
    const call =
      service === "sts"
        ? sts(emulator, as).send(new GetCallerIdentityCommand({}))
        : bedrock(emulator, as).send(new ListFoundationModelsCommand({}));
    await expect(call).rejects.toMatchObject({ name: code });
  });

  it.each([
    [undefined, "MissingAuthenticationTokenException"],
    ["Bearer abc", "IncompleteSignatureException"],
    ["AWS4-HMAC-SHA256 Credential=x, SignedHeaders=host, Signature=0", "IncompleteSignatureException"],
    [authorization("bedrock", ACCOUNT, "mars-north-1"), "InvalidSignatureException"],
  ])("must say so: %s", async (header, code) => {
    const answer = await raw({
      method: "GET",
      path: "/foundation-models",
      headers: header ? { authorization: header } : {},
    });
    expect(answer).toMatchObject({
      status: 403,
      headers: { "x-amzn-errortype": expect.stringContaining(code) as unknown },
    });
  });

  it("can use an opt-in Region only where the account has enabled it", async () => {
    const elsewhere = { region: "af-south-1" };
    await expect(
      bedrock(emulator, elsewhere).send(new ListFoundationModelsCommand({})),
    ).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
    await emulator.close();
    await start({ world: { accounts: { [ACCOUNT]: { optInRegions: ["af-south-1"] } }, organization: null } });
    await bedrock(emulator, elsewhere).send(new ListFoundationModelsCommand({}));
  });

  it("is believed unless signatures are verified", async () => {
    await emulator.close();
    await start({ verifySignatures: true });
    await bedrock(emulator).send(new Look({ modelId: THIRD_PARTY }));
    await sts(emulator).send(new GetCallerIdentityCommand({}));
    await expect(
      bedrock(emulator, { secretAccessKey: "wrong" }).send(new ListFoundationModelsCommand({})),
    ).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
  });
});

describe("a request that is not right", () => {
  it.each([
    ["no JSON", "{", 400, "SerializationException"],
    ["no object", "[]", 400, "SerializationException"],
    ["null", "null", 400, "SerializationException"],
    ["a number", "10", 400, "SerializationException"],
    ["a trailing comma", '{"modelId":"a.b",}', 400, "SerializationException"],
    ["text after the object", "{} x", 400, "SerializationException"],
    ["a wrong type", '{"modelId":5,"offerToken":"x"}', 400, "SerializationException"],
    ["a missing member", '{"modelId":"a.b"}', 400, "ValidationException"],
    ["a null member", '{"modelId":null,"offerToken":"x"}', 400, "ValidationException"],
    [
      "too large a body",
      JSON.stringify({ modelId: "a.b", offerToken: "x".repeat(2_000_000) }),
      413,
      "RequestEntityTooLarge",
    ],
  ])("with %s is refused as AWS does", async (_what, body, status, code) => {
    expect(await create(body)).toMatchObject({
      status,
      headers: {
        "x-amzn-errortype": expect.stringContaining(code) as unknown,
        "content-type": "application/json",
      },
    });
  });

  it.each(["text/plain", "application/x-amz-json-1.1"])(
    "with the content type %s is refused",
    async (type) => {
      expect(await create("{}", { "content-type": type })).toMatchObject({
        status: 415,
        headers: { "x-amzn-errortype": expect.stringMatching(/^UnsupportedMediaTypeException:/) as unknown },
      });
    },
  );

  it("with a body for an operation that takes none is refused", async () => {
    const list = (body: string) => {
      const type = { "content-type": "application/json", "content-length": String(body.length) };
      const headers = { authorization: authorization("bedrock"), ...type };
      return raw({ method: "GET", path: "/foundation-models", headers, body });
    };
    expect(await list("{}")).toMatchObject({ status: 415 });
    expect(await list("")).toMatchObject({ status: 200 });
  });

  it.each([
    ["application/hal+json", 406],
    ["text/html, application/xml;q=0.9", 406],
    ["text/html, */*;q=0.1", 200],
    ["application/json", 200],
  ])("for an answer of the type %s is answered with %i", async (accept, status) => {
    const headers = { authorization: authorization("bedrock"), accept };
    expect(await raw({ method: "GET", path: "/foundation-models", headers })).toMatchObject({ status });
  });

  it("is told whose error it is by an address behind the code", async () => {
    const type = ({ headers }: { headers: Record<string, unknown> }) => headers["x-amzn-errortype"];
    const address = (code: string, of: string) => `${code}:http://internal.amazon.com/coral/${of}/`;
    const unknownModel = '{"modelId":"some.model-v1:0","offerToken":"x"}';
    const missingShare = {
      path: "/deleteresourceshare?resourceShareArn=no-arn",
      method: "DELETE",
      headers: { authorization: authorization("ram") },
    };
    expect(type(await create(unknownModel))).toBe(address("ValidationException", "com.amazon.bedrock"));
    expect(type(await create("{}"))).toBe(address("ValidationException", "com.amazon.bedrock"));
    expect(type(await create("{"))).toBe(address("SerializationException", "com.amazon.coral.service"));
    expect(type(await raw(missingShare))).toBe(address("MalformedArnException", "com.amazon.coral.service"));
    await emulator.close();
    await start({ world: { assumptions: { "protocols.errorAddress": "absent" } } });
    expect(type(await create(unknownModel))).toBe(address("ValidationException", "com.amazon.bedrock"));
    expect(type(await raw(missingShare))).toBe("MalformedArnException");
  });

  it("ignores members it does not know", async () => {
    const { body } = await create('{"modelId":"some.model-v1:0","offerToken":"x","color":"red"}');
    expect(body).toContain("model identifier is invalid");
  });

  it.each([
    ["an operation", { method: "GET", path: "/guardrails" }, "bedrock", "bedrock GET /guardrails"],
    ["a service", { method: "GET", path: "/" }, "s3", "the service s3"],
    [
      "an STS action",
      { body: "Action=GetFederationToken", headers: { "content-type": "application/x-www-form-urlencoded" } },
      "sts",
      "sts GetFederationToken",
    ],
    ["no action at all", { body: "", headers: {} }, "sts", "sts a request without an Action"],
  ])("for %s that is not emulated is answered by name", async (_what, options: Raw, service, name) => {
    const headers = { ...options.headers, authorization: authorization(service) };
    const answer = await raw({ ...options, headers });
    expect(answer.status).toBe(501);
    expect(answer.body).toContain(`pulumi-model-access-emulator does not emulate ${name}`);
  });

  it("with a path that cannot be decoded does no harm", async () => {
    const answer = await raw({
      method: "GET",
      path: "/foundation-model-availability/%E0%A4%A",
      headers: { authorization: authorization("bedrock") },
    });
    expect(answer.status).toBe(501);
    await bedrock(emulator).send(new ListFoundationModelsCommand({}));
  });

  it("from a name that is not ours is refused, so that no web page can reach us", async () => {
    const headers = { host: "evil.example.com", authorization: authorization("bedrock") };
    expect(await raw({ method: "GET", path: "/foundation-models", headers })).toMatchObject({ status: 403 });
    await emulator.close();
    await start({ allowHosts: ["emulator"] });
    const allowed = { host: "emulator:4577", authorization: authorization("bedrock") };
    expect(await raw({ method: "GET", path: "/foundation-models", headers: allowed })).toMatchObject({
      status: 200,
    });
  });
});

describe("GetFoundationModel and ListFoundationModels", () => {
  it("know the models of the Region", async () => {
    const ids = async (region: string) =>
      (await bedrock(emulator, { region }).send(new ListFoundationModelsCommand({}))).modelSummaries!.map(
        ({ modelId }) => modelId,
      );
    expect(await ids(REGION)).toContain("meta.llama3-1-8b-instruct-v1:0");
    expect(await ids("eu-west-1")).not.toContain("meta.llama3-1-8b-instruct-v1:0");
  });

  it.each([
    [{ byProvider: "cohere" }, [THIRD_PARTY]],
    [{ byCustomizationType: "DISTILLATION" as const }, [FIRST_PARTY]],
    [{ byOutputModality: "IMAGE" as const }, []],
    [{ byInferenceType: "PROVISIONED" as const }, ["amazon.nova-2-lite-v1:0:256k"]],
  ])("filter by %j", async (filter, ids) => {
    const { modelSummaries } = await bedrock(emulator).send(new ListFoundationModelsCommand(filter));
    expect(modelSummaries!.map(({ modelId }) => modelId)).toEqual(ids);
  });
});

describe("the request log", () => {
  it("says who called what where about what, with what result, and nothing of the bodies", async () => {
    await create('{"modelId":"a.b","offerToken":"hunter2"}');
    const [entry] = emulator.requests.all();
    expect(entry).toMatchObject({
      account: ACCOUNT,
      region: REGION,
      service: "bedrock",
      operation: "CreateFoundationModelAgreement",
      access: "write",
      subject: "a.b",
      status: 400,
      error: "ValidationException",
    });
    expect(requestLine(entry!)).toMatch(
      /^\d\d:\d\d:\d\d {2}111122223333 us-east-1 {2}bedrock CreateFoundationModelAgreement a\.b -> 400 ValidationException \(\d+ ms\)$/,
    );
    expect(JSON.stringify(entry)).not.toContain("hunter2");
  });

  it("tells listeners as long as they listen", async () => {
    const heard: string[] = [];
    const end = emulator.requests.listen(({ operation }) => heard.push(operation));
    await bedrock(emulator).send(new ListFoundationModelsCommand({}));
    end();
    await bedrock(emulator).send(new ListFoundationModelsCommand({}));
    expect(heard).toEqual(["ListFoundationModels"]);
    expect(emulator.requests.all()).toHaveLength(2);
  });
});
