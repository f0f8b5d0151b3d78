import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { RunningClock, startEmulator } from "#emulator/index";
import { VERSION } from "#provider/version";

import { reviewedOffer } from "../../support/aws/reviewed-terms";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  FORM,
  REGION,
  THIRD_PARTY,
  TWO_OFFERS,
} from "../../support/emulator/emulated";
import { configFor } from "../../support/hosts/host";
import { Plugin, type PluginError, secret, UNKNOWN } from "../../support/hosts/plugin";
import { carriedOut } from "../../support/tables/subjects";

const UNIMPLEMENTED = 12;
/** A project with files of terms that somebody has reviewed. */
const PROJECT = resolve(__dirname, "../../../../examples/reviewed-terms");
const REVIEWED = "terms/cohere.command-r-v1-0.json";
const AGREEMENT = { kind: "ModelAgreement" };
const FILED = { kind: "UseCaseSubmission" };

let emulator: Emulator;
let plugin: Plugin;
beforeAll(async () => {
  emulator = await startEmulator({ clock: new RunningClock(1200) });
  plugin = await Plugin.start([], PROJECT);
  await plugin.configure(configFor(emulator));
});
afterAll(async () => {
  await plugin.stop();
  await emulator.close();
});

/** What the engine would keep of a resource that was made. */
async function made(kind: string, args: Record<string, unknown>) {
  const { inputs } = await plugin.check({ kind }, args);
  const { id, properties } = await plugin.create({ kind }, inputs);
  return { id, oldInputs: inputs, olds: properties };
}

describe("the plugin", () => {
  it("takes plain values only, and says so when it is met", async () => {
    const { ProviderHandshakeRequest } = plugin.sdk.provider;
    const answer = await plugin.call<{ toObject(): object }>((client, done) =>
      client.handshake(new ProviderHandshakeRequest(), done),
    );
    expect(answer.toObject()).toMatchObject({
      acceptSecrets: false,
      acceptResources: false,
      acceptOutputs: false,
    });
  });

  it("has the version of the package", async () => {
    const { Empty } = plugin.sdk.empty;
    const info = await plugin.call<{ getVersion(): string }>((client, done) =>
      client.getPluginInfo(new Empty(), done),
    );
    expect(info.getVersion()).toBe(VERSION);
  });

  it("shows the schema that is shipped with it", async () => {
    const { GetSchemaRequest } = plugin.sdk.provider;
    const answer = await plugin.call<{ getSchema(): string }>((client, done) =>
      client.getSchema(new GetSchemaRequest(), done),
    );
    const schema = JSON.parse(answer.getSchema()) as { name: string; resources: object };
    expect(schema).toMatchObject({ name: "model-access", version: VERSION });
    expect(Object.keys(schema.resources)).toContain("model-access:index:ModelAgreement");
  });

  it.each([
    ["parameterize", "takes no parameters"],
    ["construct", "has components for programs in TypeScript and JavaScript only"],
    ["call", "has no methods"],
  ] as const)("refuses %s in words", async (method, why) => {
    const { ParameterizeRequest, ConstructRequest, CallRequest } = plugin.sdk.provider;
    const request = { parameterize: ParameterizeRequest, construct: ConstructRequest, call: CallRequest }[
      method
    ];
    const refused = plugin.call((client, done) => {
      const named = client as unknown as Record<string, (asked: object, done: unknown) => void>;
      named[method]!(new request(), done);
    });
    await expect(refused).rejects.toMatchObject({
      code: UNIMPLEMENTED,
      message: `pulumi-model-access ${why}`,
    });
  });

  it("starts with flags before the engine's address, and is told another engine by Attach", async () => {
    const flagged = await Plugin.start(["--logtostderr", "-v=9"]);
    const request = new PluginAttach();
    request.setAddress("127.0.0.1:1");
    await flagged.call((client, done) => client.attach(request, done));
    await flagged.configure(configFor(emulator));
    const { reasons } = await flagged.check(AGREEMENT, { modelId: FIRST_PARTY });
    expect(reasons).toEqual([]);
    await flagged.stop();
  });

  it("says what has to come first where nobody has configured it", async () => {
    const bare = await Plugin.start();
    await expect(bare.check(AGREEMENT, {})).rejects.toThrow("the engine has not called Configure");
    await bare.stop();
  });

  it("names the resources it has to whoever asks for another one", async () => {
    await expect(plugin.check({ kind: "Nothing" }, {})).rejects.toThrow(
      /has no resource Nothing: install a newer one/,
    );
  });
});

describe("Check", () => {
  it("completes the inputs, and takes what is not known yet anywhere", async () => {
    const { inputs, reasons } = await plugin.check(AGREEMENT, {
      modelId: UNKNOWN,
      assumeRole: UNKNOWN,
    });
    expect(inputs).toMatchObject({ modelId: UNKNOWN, assumeRole: UNKNOWN, region: REGION });
    expect(reasons).toEqual([]);
  });

  it("says the path in the reason and names no property, whose value would be printed", async () => {
    const { reasons, named } = await plugin.check(AGREEMENT, {
      modelId: "ARN",
      assumeRole: { roleArn: "x" },
    });
    expect(reasons).toEqual([
      expect.stringMatching(/^modelId: must be a Bedrock base model id/),
      expect.stringMatching(/^assumeRole\.roleArn: must be the ARN of an IAM role/),
    ]);
    expect(named).toEqual([]);
  });

  it("opens secrets, and closes what nobody may see whatever the program says", async () => {
    const { inputs, reasons } = await plugin.check(FILED, { ...FORM, companyName: secret(FORM.companyName) });
    expect(reasons).toEqual([]);
    expect(inputs).toMatchObject({
      companyName: secret(FORM.companyName),
      useCases: secret(FORM.useCases),
      region: REGION,
    });
  });

  it("takes a member without a value for one that is not there", async () => {
    const { inputs, reasons } = await plugin.check(AGREEMENT, {
      modelId: FIRST_PARTY,
      region: null,
      assumeRole: { roleArn: `arn:aws:iam::${ACCOUNT}:role/x`, externalId: null },
    });
    expect(reasons).toEqual([]);
    expect(inputs).toMatchObject({ region: REGION, assumeRole: { roleArn: expect.any(String) } });
  });

  it("keeps what reviewed terms say by null", async () => {
    const reviewedTerms = await reviewedOffer(emulator, TWO_OFFERS, "offer-jambaprivate");
    expect(reviewedTerms.agreementDuration).toBeNull();
    const { inputs, reasons } = await plugin.check(AGREEMENT, { modelId: TWO_OFFERS, reviewedTerms });
    expect([inputs["reviewedTerms"], reasons]).toEqual([reviewedTerms, []]);
  });

  it("takes a message of more than 4 MiB", async () => {
    const offerId = "x".repeat(5 << 20);
    const { reasons } = await plugin.check(AGREEMENT, { modelId: FIRST_PARTY, offerId });
    expect(reasons).toEqual(["offerId: must have at most 2048 characters"]);
  });

  it("reads terms that were reviewed from their file in the project, and keeps what stands in it", async () => {
    const reviewed = { modelId: THIRD_PARTY, reviewedTerms: REVIEWED };
    const { inputs, reasons } = await plugin.check(AGREEMENT, reviewed);
    expect(reasons).toEqual([]);
    const terms = JSON.parse(readFileSync(join(PROJECT, REVIEWED), "utf8")) as unknown;
    expect(inputs["reviewedTerms"]).toEqual(terms);
    const missing = await plugin.check(AGREEMENT, { ...reviewed, reviewedTerms: "terms/none.json" });
    expect(missing.reasons).toEqual(["reviewedTerms: terms/none.json: there is no such file in the project"]);
    const other = await plugin.check(AGREEMENT, { ...reviewed, modelId: FIRST_PARTY });
    expect(other.reasons).toEqual([`reviewedTerms.modelId: is ${THIRD_PARTY}, another model`]);
  });
});

describe("Diff", () => {
  const given = { id: "arn:aws:ram:us-east-1:111122223333:resource-share/0", ignore: [] as string[] };
  const oldInputs = {
    name: "models",
    resourceArns: ["arn:1", "arn:2"],
    principals: ["444455556666"],
    tags: { "a.b": "1", c: "2", same: "3" },
    region: REGION,
  };
  const olds = { ...oldInputs, accountId: ACCOUNT, arn: given.id };
  const share = { kind: "CustomModelShare" };

  it("shows every value that differs, by its path", async () => {
    const news = {
      ...oldInputs,
      name: "more",
      resourceArns: ["arn:1"],
      principals: ["444455556666", "777788889999"],
      tags: { "a.b": "9", same: "3", d: "4" },
    };
    expect(await plugin.diff(share, { ...given, olds, oldInputs, news })).toEqual({
      changes: "DIFF_SOME",
      replaces: [],
      deleteBeforeReplace: false,
      details: {
        name: "UPDATE",
        "resourceArns[1]": "DELETE",
        "principals[1]": "ADD",
        'tags["a.b"]': "UPDATE",
        "tags.c": "DELETE",
        "tags.d": "ADD",
      },
    });
  });

  it("shows nothing of what is ignored", async () => {
    const news = { ...oldInputs, name: "more", tags: { "a.b": "9", c: "8", same: "7" } };
    const ignore = ["name", 'tags["a.b"]', "tags.c"];
    const { details } = await plugin.diff(share, { ...given, olds, oldInputs, news, ignore });
    expect(details).toEqual({ "tags.same": "UPDATE" });
    const all = await plugin.diff(share, { ...given, olds, oldInputs, news, ignore: ["name", "tags.*"] });
    expect(all).toMatchObject({ changes: "DIFF_NONE", details: {} });
  });

  it("takes a value that is not known yet, one that is secret, and one that is not there", async () => {
    const news = { ...oldInputs, name: secret("models"), principals: UNKNOWN, offerId: null };
    expect(await plugin.diff(share, { ...given, olds, oldInputs, news })).toMatchObject({
      changes: "DIFF_SOME",
      details: { principals: "UPDATE" },
    });
  });

  it("says by which property another object is made", async () => {
    const news = { ...oldInputs, region: "eu-west-1" };
    expect(await plugin.diff(share, { ...given, olds, oldInputs, news })).toMatchObject({
      changes: "DIFF_SOME",
      replaces: ["region"],
      details: { region: "UPDATE_REPLACE" },
    });
  });

  it("shows what is beyond repair in AWS, though no input differs", async () => {
    const inputs = { modelName: "copy", status: "Active", region: REGION };
    const state = { ...inputs, status: "Failed", accountId: ACCOUNT };
    const about = { kind: "CustomModelCopy" };
    expect(await plugin.diff(about, { ...given, olds: state, oldInputs: inputs, news: inputs })).toEqual({
      changes: "DIFF_SOME",
      replaces: ["status"],
      deleteBeforeReplace: true,
      details: { status: "UPDATE_REPLACE (state)" },
    });
  });

  it("sees no change where only the other transport's bookkeeping differs", async () => {
    const dynamic = { ...oldInputs, __provider: "exports.handler=…", __urn: "urn:pulumi:dev::test::x::it" };
    const stored = { ...olds, __inputs: dynamic, __schema: 1, __provider: "exports.handler=…" };
    expect(
      await plugin.diff(share, { ...given, olds: stored, oldInputs: dynamic, news: oldInputs }),
    ).toMatchObject({ changes: "DIFF_NONE", details: {} });
  });
});

describe("Create, Read, Update and Delete", () => {
  it("make, look at, change and remove; what nobody may see comes closed", async () => {
    const { id, oldInputs, olds } = await made("UseCaseSubmission", { ...FORM });
    expect(id).toBe(`${ACCOUNT}/global`);
    expect(olds).toMatchObject({ companyName: secret(FORM.companyName), accountId: ACCOUNT });
    const read = await plugin.read(FILED, id, { inputs: oldInputs, properties: olds });
    expect(read).toMatchObject({ id, inputs: { companyName: secret(FORM.companyName) }, properties: olds });
    const news = { ...oldInputs, companyName: "Canary Seed & Sons" };
    const next = await plugin.update(FILED, { id, olds, oldInputs, news });
    expect(next).toMatchObject({ companyName: secret("Canary Seed & Sons") });
    expect(carriedOut(emulator, "PutUseCaseForModelAccess")).toHaveLength(2);
    await plugin.delete(FILED, id, news, next);
    expect(plugin.logs.map(({ message }) => message).join("\n")).toMatch(/stays filed/);
  });

  it("keep what is half made: its id, its state, and why", async () => {
    const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
    emulator.incidents.agreementReads(place, "PENDING");
    // AWS shows it already, so it is adopted.
    const { inputs } = await plugin.check(AGREEMENT, { modelId: THIRD_PARTY, deletionPolicy: "delete" });
    const error = await plugin.create(AGREEMENT, inputs, { timeout: 1 }).catch((thrown: unknown) => thrown);
    const { unfinished, message } = error as PluginError;
    expect(unfinished).toMatchObject({
      id: `${ACCOUNT}/${REGION}/${THIRD_PARTY}`,
      properties: { agreementStatus: "PENDING", accountId: ACCOUNT },
      reasons: [message],
    });
    expect(message).toMatch(/still PENDING after \d+ s/);

    // The next run goes on with it, in the time that an update has.
    const half = { id: unfinished!.id, olds: unfinished!.properties, oldInputs: inputs, news: inputs };
    await expect(plugin.update(AGREEMENT, half, { timeout: 1 })).rejects.toMatchObject({
      unfinished: { id: half.id, properties: { agreementStatus: "PENDING" } },
      message: expect.stringMatching(/still PENDING after \d+ s/) as unknown,
    });
    emulator.incidents.agreementReads(place, "AVAILABLE");
    const whole = await plugin.update(AGREEMENT, half);
    expect(whole).toMatchObject({ agreementStatus: "AVAILABLE" });

    // So does the delete of the run after that, in the time that a delete has. In the same run it would be a replacement.
    await plugin.configure(configFor(emulator));
    const removed = (timeout?: number) => plugin.delete(AGREEMENT, half.id, inputs, whole, timeout);
    await expect(removed(1)).rejects.toThrow(/to be gone: still AVAILABLE after \d+ s/);
    emulator.incidents.agreementReads(place, undefined);
    await removed();
  });

  it("are previewed with what is not known yet, and ask AWS nothing", async () => {
    const before = emulator.requests.all().length;
    const { inputs } = await plugin.check(AGREEMENT, { modelId: UNKNOWN, offerId: secret("offer-1") });
    const { id, properties } = await plugin.create(AGREEMENT, inputs, { preview: true });
    expect({ id, ...properties }).toMatchObject({
      id: "",
      modelId: UNKNOWN,
      accountId: UNKNOWN,
      region: REGION,
    });
    expect(emulator.requests.all()).toHaveLength(before);
  });

  it("answer nothing of an object that is gone", async () => {
    const { id, oldInputs, olds } = await made("CustomModelShare", {
      name: "gone",
      resourceArns: [
        `arn:aws:bedrock:us-east-1:${ACCOUNT}:custom-model/amazon.nova-micro-v1:0:128k/triage000001`,
      ],
      principals: ["444455556666"],
    });
    emulator.incidents.shareDeleted({ account: ACCOUNT, region: REGION }, id);
    const read = await plugin.read({ kind: "CustomModelShare" }, id, { inputs: oldInputs, properties: olds });
    expect(read).toEqual({ id: "", inputs: {}, properties: {} });
  });

  it("say in AWS's words, with the account and the Region, why they fail", async () => {
    const { inputs } = await plugin.check(AGREEMENT, { modelId: "none.such-model-v1:0" });
    const failed = plugin.create(AGREEMENT, inputs);
    await expect(failed).rejects.toMatchObject({ unfinished: undefined });
    await expect(failed).rejects.toThrow(new RegExp(`\\n  Account ${ACCOUNT}, Region ${REGION}\\.$`));
  });

  it("show at the resource how a wait goes on", () => {
    const shown = plugin.logs.filter(({ ephemeral, urn }) => ephemeral && urn === plugin.urn(AGREEMENT));
    expect(shown.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^PENDING \d+ s$/));
  });
});

describe("Configure", () => {
  it("reads keys with and without a prefix, as text and as values, secrets too; the other keys are nobody's", async () => {
    const config = configFor(emulator);
    const regionOf = async (given: Record<string, unknown>): Promise<unknown> => {
      await plugin.configure({ ...given, version: "0.1.0", __internal: {} });
      return (await plugin.check(AGREEMENT, { modelId: FIRST_PARTY })).inputs["region"];
    };
    expect(await regionOf({ "aws:region": "eu-west-1" })).toBe("eu-west-1");
    expect(await regionOf({ "model-access:region": "eu-west-2" })).toBe("eu-west-2");
    expect(await regionOf({ region: secret("eu-west-3") })).toBe("eu-west-3");
    // As the default provider is given it: text, without a prefix; and as an explicit one is.
    for (const endpoints of [config["aws:endpoints"], JSON.parse(config["aws:endpoints"]!) as unknown]) {
      await plugin.configure({
        region: REGION,
        accessKey: ACCOUNT,
        secretKey: secret("test"),
        endpoints,
        pollInterval: 0.02,
      });
      expect((await made("ModelAgreement", { modelId: FIRST_PARTY })).olds).toMatchObject({
        accountId: ACCOUNT,
      });
    }
  });

  it("begins a new session: what the last one knew is forgotten, and what it does goes on", async () => {
    await plugin.configure(configFor(emulator));
    const first = plugin.check({ ...AGREEMENT, name: "one" }, { modelId: THIRD_PARTY });
    await plugin.configure({ ...configFor(emulator), "aws:region": "us-west-2" });
    expect((await first).inputs["region"]).toBe(REGION);
    const { inputs } = await plugin.check({ ...AGREEMENT, name: "two" }, { modelId: THIRD_PARTY });
    expect(inputs["region"]).toBe("us-west-2");
    expect(plugin.logs.filter(({ message }) => message.includes("declares the same agreement"))).toEqual([]);
    await plugin.configure(configFor(emulator));
  });
});
