import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { DiffResponse } from "@pulumi/pulumi/proto/provider_pb";

import {
  ACCOUNT,
  CUSTOM_MODEL,
  type Emulator,
  startStill,
  THIRD_PARTY,
} from "../../support/emulator/emulated";
import { configFor } from "../../support/hosts/host";
import { Plugin, secret, UNKNOWN, type Wire } from "../../support/hosts/plugin";

let emulator: Emulator;
let plugin: Plugin;
beforeAll(async () => {
  emulator = await startStill();
  plugin = await Plugin.configured(configFor(emulator));
});
afterAll(async () => {
  await plugin.stop();
  await emulator.close();
});

describe("CheckConfig", () => {
  it("says at once what is wrong with the configuration, and never the value", async () => {
    const { reasons, named } = await plugin.checkConfig({ region: "us-east-1", maxRetries: "often" });
    expect(reasons).toEqual(["aws:maxRetries must be a whole number, 0 or more"]);
    expect(named).toEqual([]);
  });

  it("takes what is not known yet, also inside of an argument", async () => {
    const { reasons } = await plugin.checkConfig({ region: UNKNOWN, assumeRole: { roleArn: UNKNOWN } });
    expect(reasons).toEqual([]);
  });

  it("closes what nobody may see, under either name", async () => {
    const { inputs } = await plugin.checkConfig({
      accessKey: "key",
      secretKey: "hidden",
      "aws:httpProxy": "http://user:word@proxy:1",
    });
    expect(inputs).toEqual({
      accessKey: "key",
      secretKey: secret("hidden"),
      "aws:httpProxy": secret("http://user:word@proxy:1"),
    });
  });
});

describe("DiffConfig", () => {
  const role = (account: string): Wire => ({ roleArn: `arn:aws:iam::${account}:role/deployer` });
  async function replacedBy(olds: Wire, news: Wire): Promise<string[]> {
    const request = new plugin.sdk.provider.DiffRequest();
    request.setOldInputs(plugin.struct(olds));
    request.setNews(plugin.struct(news));
    const answer = await plugin.call<DiffResponse>((client, done) => client.diffConfig(request, done));
    return answer.getReplacesList();
  }

  it("replaces the provider where all it has made is surely in another account or partition", async () => {
    expect(await replacedBy({ assumeRole: role(ACCOUNT) }, { assumeRole: role("444455556666") })).toEqual([
      "assumeRole",
    ]);
    const text = (account: string): string => JSON.stringify([role(account)]);
    expect(
      await replacedBy({ "aws:assumeRoles": text(ACCOUNT) }, { "aws:assumeRoles": text("444455556666") }),
    ).toEqual(["aws:assumeRoles"]);
    expect(await replacedBy({ region: "us-east-1" }, { region: "us-gov-west-1" })).toEqual(["region"]);
  });

  it("leaves to each resource whether it moves, where that is not sure", async () => {
    expect(await replacedBy({}, { version: "0.1.0" })).toEqual([]);
    expect(await replacedBy({ region: "us-east-1" }, { region: "eu-west-1" })).toEqual([]);
    expect(await replacedBy({ assumeRole: role(ACCOUNT) }, { assumeRole: UNKNOWN })).toEqual([]);
    expect(await replacedBy({ profile: "one" }, { profile: "two", assumeRole: role(ACCOUNT) })).toEqual([]);
  });
});

describe("Invoke", () => {
  it("calls a function, and gives a list a name", async () => {
    const { result } = await plugin.invoke("getCustomModel", { modelIdentifier: CUSTOM_MODEL });
    expect(result).toMatchObject({ modelArn: CUSTOM_MODEL, modelStatus: "Active" });
    expect((await plugin.invoke("listSharedModels", {})).result).toEqual({ models: [] });
  });

  it("calls every function of the schema", async () => {
    const { GetSchemaRequest } = plugin.sdk.provider;
    const answer = await plugin.call<{ getSchema(): string }>((client, done) =>
      client.getSchema(new GetSchemaRequest(), done),
    );
    const { functions } = JSON.parse(answer.getSchema()) as {
      functions: Record<string, { inputs: { required?: string[] } }>;
    };
    for (const [token, { inputs }] of Object.entries(functions)) {
      const { reasons } = await plugin.invoke(token.split(":")[2]!, { region: "nowhere" });
      // Each refuses what the schema requires, and a Region that is none, before AWS is asked.
      for (const name of inputs.required ?? [])
        expect(reasons).toContainEqual(expect.stringContaining(`${name}: `));
      expect(reasons).toContainEqual(expect.stringMatching(/^region: must be the name of an AWS Region/));
    }
  });

  it("asks nothing while an argument is not known", async () => {
    const before = emulator.requests.all().length;
    expect((await plugin.invoke("getCustomModel", { modelIdentifier: UNKNOWN })).result).toEqual({});
    expect(emulator.requests.all()).toHaveLength(before);
  });

  it("takes terms that were reviewed by their file in the project", async () => {
    const look = plugin.invoke("getModelOffers", { modelId: THIRD_PARTY, reviewedTerms: "terms/none.json" });
    await expect(look).rejects.toThrow("terms/none.json: there is no such file in the project");
  });

  it("names a function that there is not, and says in AWS's words why one fails", async () => {
    await expect(plugin.invoke("toString", {})).rejects.toThrow(
      "pulumi-model-access has no function model-access:index:toString",
    );
    await expect(plugin.invoke("getCustomModel", { modelIdentifier: "nobody" })).rejects.toThrow(
      `account ${ACCOUNT} sees no such model`,
    );
  });
});
