import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";

import type * as Provided from "#provider/index";
import { CustomModelShare, ModelAgreement, Provider, useTransport } from "#provider/index";

import { CUSTOM_MODEL, MEMBER, THIRD_PARTY } from "../../support/emulator/emulated";

/** A resource as the program has registered it. */
interface Registered {
  readonly type: string;
  readonly name: string;
  readonly provider: string | undefined;
  readonly inputs: Record<string, unknown>;
  readonly secrets: string[];
  readonly aliases: unknown[];
}

const SECRET = "4dabf18193072939515e22adb298388d";
const argsOfShare = { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] };
const DYNAMIC = "pulumi-nodejs:dynamic/model-access:ModelAgreement";
const PLUGIN = "model-access:index:ModelAgreement";

let registered: Registered[];
const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
  jest.restoreAllMocks();
});

beforeEach(async () => {
  registered = [];
  // Whoever debugs a plugin needs no entry in Pulumi.yaml.
  process.env["PULUMI_DEBUG_PROVIDERS"] = "aws:4711,model-access:4712";
  pulumi.runtime.setAllConfig({});
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as object }),
    call: () => ({}),
  });
  const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
  expect(monitor).toBeInstanceOf(MockMonitor);
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: RegisterResourceRequest, callback) => {
    const inputs = request.getObject()!.toJavaScript() as Record<string, unknown>;
    registered.push({
      type: request.getType(),
      name: request.getName(),
      provider: request.getProvider().split("::")[3],
      inputs,
      secrets: Object.keys(inputs).filter((key) => SECRET in Object(inputs[key])),
      aliases: request.getAliasesList().map((alias) => alias.getSpec()?.toObject() ?? alias.getUrn()),
    });
    return register(request, callback);
  };
});

/** Runs a program in a stack, up to its end. @returns what it registers, without the stack */
async function run(program: () => void): Promise<Registered[]> {
  await pulumi.runtime.runInPulumiStack(async () => {
    program();
  });
  await pulumi.runtime.disconnect();
  return registered.filter(({ type }) => type !== "pulumi:pulumi:Stack");
}

const typesOf = (all: Registered[]) => all.map(({ type }) => type);

describe("the transport", () => {
  const agreement = () => new ModelAgreement("m", { modelId: THIRD_PARTY });

  it("is Pulumi's dynamic host where nothing is said", async () => {
    const [{ type, inputs, aliases } = registered[0]!] = await run(agreement);
    expect([type, Object.keys(inputs).sort()]).toEqual([DYNAMIC, ["__provider", "__urn", "modelId"]]);
    expect(aliases).toEqual([expect.objectContaining({ type: PLUGIN })]);
  });

  it("is what the program says, and the plugin is told nothing but the inputs", async () => {
    const [{ type, inputs, aliases } = registered[0]!, ...others] = await run(() => {
      useTransport("plugin");
      agreement();
    });
    expect([type, inputs, others]).toEqual([PLUGIN, { modelId: THIRD_PARTY }, []]);
    expect(aliases).toEqual([expect.objectContaining({ type: DYNAMIC })]);
  });

  it("is what the stack's configuration says", async () => {
    pulumi.runtime.setConfig("model-access:transport", "plugin");
    expect(typesOf(await run(agreement))).toEqual([PLUGIN]);
  });

  it("is said before the first resource, in one place, by its name", async () => {
    await run(() => {
      useTransport("dynamic");
      useTransport("dynamic");
      expect(() => useTransport("plugin")).toThrow(
        'useTransport("plugin"): the program has said "dynamic" before',
      );
      agreement();
      useTransport("dynamic");
      expect(() => useTransport("plugin")).toThrow(
        'useTransport("plugin") comes too late: resources of this program use "dynamic" already; call it before the first one',
      );
      expect(() => useTransport("grpc" as "plugin")).toThrow(
        'useTransport("grpc"): there are "dynamic", "plugin"',
      );
    });
  });

  it("is refused where program and configuration contradict one another, or the configuration says no transport", async () => {
    await run(() => {
      pulumi.runtime.setConfig("model-access:transport", "plugin");
      expect(() => useTransport("dynamic")).toThrow(
        'useTransport("dynamic"): the stack\'s configuration says model-access:transport: plugin; let one of them say it',
      );
      pulumi.runtime.setConfig("model-access:transport", "Plugin");
      expect(agreement).toThrow(
        'model-access:transport in the stack\'s configuration must be one of "dynamic", "plugin"',
      );
    });
  });

  it("that changes together with a name is found by both, whoever calls it what", async () => {
    const urn = `urn:pulumi:stack::project::${PLUGIN}::older`;
    const [{ aliases } = registered[0]!] = await run(() => {
      useTransport("plugin");
      new ModelAgreement("m", { modelId: THIRD_PARTY }, { aliases: [{ name: "old" }, urn] });
    });
    expect(aliases).toEqual([
      expect.objectContaining({ name: "old", type: "" }),
      urn,
      expect.objectContaining({ name: "old", type: DYNAMIC }),
      urn.replace(PLUGIN, DYNAMIC),
      expect.objectContaining({ name: "", type: DYNAMIC }),
    ]);
  });

  it("dynamic refuses the option import, which would end in the host's stack trace", async () => {
    await run(() => {
      expect(() => new ModelAgreement("m", { modelId: THIRD_PARTY }, { import: "1/us-east-1/x" })).toThrow(
        "ModelAgreement 'm': Pulumi's dynamic host cannot import: use the file that " +
          '`npx pulumi-model-access import-file` writes, or useTransport("plugin")',
      );
    });
  });
});

describe("with the plugin, the stack's aws:* configuration", () => {
  const config = { "aws:region": "us-east-1", "aws:secretKey": "canary", "model-access:pollInterval": "1" };
  beforeEach(() => {
    pulumi.runtime.setAllConfig({ ...config, "aws-native:region": "x", "model-access:transport": "plugin" }, [
      "aws:secretKey",
    ]);
  });

  it("is handed on by one provider that counts as a default one, secrets as secrets", async () => {
    const [provider, ...resources] = await run(() => {
      new ModelAgreement("m", { modelId: THIRD_PARTY });
      new CustomModelShare("s", argsOfShare);
    });
    expect(provider).toMatchObject({
      type: "pulumi:providers:model-access",
      name: "default_aws",
      inputs: { region: "us-east-1", secretKey: { value: "canary" }, pollInterval: "1" },
      secrets: ["secretKey"],
    });
    expect(provider!.inputs).not.toHaveProperty("transport");
    expect(resources.map((one) => one.provider)).toEqual(["default_aws", "default_aws"]);
  });

  it("gives way to what is ours", async () => {
    pulumi.runtime.setConfig("model-access:region", "eu-west-1");
    const [provider] = await run(() => new ModelAgreement("m", { modelId: THIRD_PARTY }));
    expect(provider!.inputs).toMatchObject({ region: "eu-west-1" });
  });

  it("is not handed on to resources whose provider is named, by them or by what they are in", async () => {
    const resources = await run(() => {
      const named = new Provider("named", { region: "eu-west-1", pollInterval: 2 });
      const group = new pulumi.ComponentResource("t:t:T", "group", {}, { providers: [named] });
      const inner = new pulumi.ComponentResource("t:t:T", "inner", {}, { parent: group });
      new ModelAgreement("own", { modelId: THIRD_PARTY }, { provider: named });
      new ModelAgreement("inherited", { modelId: THIRD_PARTY }, { parent: inner });
    });
    const ours = resources.filter(({ type }) => type.includes("model-access"));
    expect(ours.map(({ type, name, provider }) => [type, name, provider])).toEqual([
      ["pulumi:providers:model-access", "named", undefined],
      [PLUGIN, "own", "named"],
      [PLUGIN, "inherited", "named"],
    ]);
    expect(ours[0]).toMatchObject({
      inputs: { "aws:region": "eu-west-1", "model-access:pollInterval": 2 },
      aliases: [expect.objectContaining({ type: "pulumi:providers:pulumi-nodejs" })],
    });
  });

  it("reaches what is inside of a component that is given no provider, and what is only looked at", async () => {
    const seen: string[] = [];
    const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
    const read = monitor.readResource.bind(monitor);
    monitor.readResource = (request: ReadResourceRequest, callback) => {
      seen.push(request.getProvider().split("::")[3]!);
      return read(request, callback);
    };
    const resources = await run(() => {
      const group = new pulumi.ComponentResource("t:t:T", "group");
      new ModelAgreement("inside", { modelId: THIRD_PARTY }, { parent: group });
      ModelAgreement.get("looked-at", `1/us-east-1/${THIRD_PARTY}`);
    });
    expect(resources.filter(({ name }) => name === "inside")).toMatchObject([{ provider: "default_aws" }]);
    expect(seen).toEqual(["default_aws"]);
  });

  it("is handed on once, however many copies of the package are installed", async () => {
    let again!: typeof Provided;
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    jest.isolateModules(() => (again = require("#provider/index") as typeof Provided));
    expect(again.ModelAgreement).not.toBe(ModelAgreement);
    const resources = await run(() => {
      new ModelAgreement("m", { modelId: THIRD_PARTY });
      new again.ModelAgreement("n", { modelId: THIRD_PARTY });
      expect(() => again.useTransport("dynamic")).toThrow("comes too late");
    });
    expect(resources.map(({ name, provider }) => [name, provider])).toEqual([
      ["default_aws", undefined],
      ["m", "default_aws"],
      ["n", "default_aws"],
    ]);
  });

  it.each(['["model-access"]', '["*"]'])(
    "is not handed on where default providers are off: %s",
    async (off) => {
      pulumi.runtime.setConfig("pulumi:disable-default-providers", off);
      expect(typesOf(await run(() => new ModelAgreement("m", { modelId: THIRD_PARTY })))).toEqual([PLUGIN]);
    },
  );
});

describe("a provider of the other transport", () => {
  class Raw extends pulumi.ProviderResource {}

  it.each([
    ["plugin", "pulumi-nodejs", "dynamic"],
    ["dynamic", "model-access", "plugin"],
  ] as const)("is refused by a resource of the %s", async (transport, name, other) => {
    await run(() => {
      useTransport(transport);
      const provider = new Raw(name, "raw");
      expect(() => new ModelAgreement("m", { modelId: THIRD_PARTY }, { provider })).toThrow(
        `ModelAgreement 'm' was given a provider of the transport "${other}", and this program uses "${transport}": ` +
          "give a Provider of pulumi-model-access, which is of the same transport",
      );
    });
  });
});

describe("a program that uses the plugin where nothing names it", () => {
  let folder: string;
  let warnings: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "model-access-entry-"));
    process.env = { PATH: folder, PULUMI_HOME: folder };
    warnings = [];
    jest.spyOn(process, "cwd").mockReturnValue(folder);
    jest.spyOn(pulumi.log, "warn").mockImplementation((text) => {
      warnings.push(text);
      return Promise.resolve();
    });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const warned = async (): Promise<string[]> => {
    await run(() => {
      useTransport("plugin");
      for (const name of ["m", "n"]) new ModelAgreement(name, { modelId: THIRD_PARTY });
    });
    return warnings;
  };
  const write = (file: string, text = "") => {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const ENTRY = "plugins:\n  providers:\n    - name: model-access\n      path: ";

  it("is told once what to add to Pulumi.yaml", async () => {
    write("Pulumi.yaml", "name: test\nruntime: nodejs\nplugins: { providers: [{ name: aws, path: x }] }");
    write("node_modules/pulumi-model-access/plugin/PulumiPlugin.yaml");
    const path = "node_modules/pulumi-model-access/plugin";
    expect(await warned()).toEqual([
      `the transport "plugin" of pulumi-model-access needs an entry in Pulumi.yaml:\n${ENTRY}${path}`,
    ]);
  });

  it("is told where the package is, where that is another folder", async () => {
    expect((await warned())[0]).toMatch(/path: (\.\.\/)+.*provider\/plugin$/);
  });

  it.each([
    ["Pulumi.yaml has the entry", "Pulumi.yaml", `name: test\n${ENTRY}x`],
    ["Pulumi.yaml has the package", "Pulumi.yaml", "packages: { model-access: x }"],
    ["the plugin is on PATH", "pulumi-resource-model-access", ""],
    ["the plugin was downloaded", "plugins/resource-model-access-v0.1.0/x", ""],
  ])("is told nothing where %s", async (_why, file, text) => {
    write(file, text);
    expect(await warned()).toEqual([]);
  });
});
