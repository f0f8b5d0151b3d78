import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, describe, expect, it } from "@jest/globals";
import type { UpOptions } from "@pulumi/pulumi/automation";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

import { goalOf } from "#engine/program/requests";
import { readProject } from "#engine/project";
import { loadSdk } from "#engine/sdk";
import { saltOf } from "#engine/state/deployment";

import { embedded } from "../support/engines/engines";
import { Stage } from "./scenarios/scenario";
import type { Program } from "./things/world";

const sdk = loadSdk(resolve(__dirname, "../../.."));
const folder = mkdtempSync(join(tmpdir(), "refusals-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const refusalOf = (feature: string): string =>
  `the embedded engine does not support ${feature}: use the Pulumi CLI`;

describe("the engine refuses, by name, what only the Pulumi CLI can do", () => {
  it.each<[string, (request: RegisterResourceRequest) => void]>([
    ["remote components", (request) => request.setRemote(true)],
    ["the resource option transforms", (request) => request.addTransforms(new sdk.callback.Callback())],
    ["parameterized packages", (request) => request.setPackageref("x")],
    ["the resource option replaceWith", (request) => request.setReplaceWithList(["urn"])],
    [
      "the resource option replacementTrigger",
      (request) => request.setReplacementTrigger(sdk.struct.Value.fromJavaScript("x")),
    ],
    [
      "resource hooks",
      (request) => request.setHooks(new sdk.resource.RegisterResourceRequest.ResourceHooksBinding()),
    ],
    ["the provider option envVarMappings", (request) => request.getEnvvarmappingsMap().set("NEW", "OLD")],
  ])("%s", (feature, ask) => {
    const request = new sdk.resource.RegisterResourceRequest();
    expect(() => goalOf(request, "/project")).not.toThrow();
    ask(request);
    expect(() => goalOf(request, "/project")).toThrow(refusalOf(feature));
  });

  it.each<[string, UpOptions]>([
    ["target", { target: ["urn"] }],
    ["exclude", { exclude: ["urn"] }],
    ["replace", { replace: ["urn"] }],
    ["plan", { plan: "plan.json" }],
    ["policyPacks", { policyPacks: ["pack"] }],
    ["continueOnError", { continueOnError: true }],
    ["attachDebugger", { attachDebugger: true }],
  ])("the option %s of an operation", async (option, options) => {
    const { stack, project } = await Stage.open(embedded);
    project.program("throw new Error('the program must not run');");
    await expect(stack.up(options)).rejects.toThrow(refusalOf(`the option ${option}`));
  });

  it("programs that are not for Node", () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: p\nruntime: python\n");
    expect(() => readProject(folder)).toThrow(refusalOf("the runtime python"));
  });

  it("a program that is not there", () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: p\nruntime: nodejs\nmain: missing.js\n");
    expect(() => readProject(folder)).toThrow(
      /^project 'main' could not be read: .*missing.js does not exist$/,
    );
  });

  it("secrets that are not kept with a passphrase", () => {
    const deployment = { manifest: {}, secrets_providers: { type: "cloud" } };
    expect(() => saltOf({ version: 3, deployment })).toThrow(refusalOf("secrets of type cloud"));
  });

  it("in one sentence, without a stack, also as a command", () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: p\nruntime: python\n");
    const command = resolve(__dirname, "../../../engine/dist/cli.js");
    const { status, stderr } = spawnSync(
      process.execPath,
      [command, "--cwd", folder, "stack", "init", "dev"],
      {
        encoding: "utf8",
        env: { PULUMI_CONFIG_PASSPHRASE: "x" },
      },
    );
    expect(stderr.split("\n").slice(1)).toEqual([`error: ${refusalOf("the runtime python")}`, ""]);
    expect(status).toBe(1);
  });
});

describe("a program is told of a refusal, and fails", () => {
  const builtIn = "stack references and the package pulumi";
  it.each<[string, Program, string]>([
    [
      "a function of the engine's own",
      ({ pulumi }) => pulumi.runtime.invoke("pulumi:pulumi:getResource", { urn: "urn" }),
      refusalOf(builtIn),
    ],
    [
      "a stack reference",
      ({ pulumi }) => new pulumi.StackReference("organization/other/dev"),
      refusalOf(builtIn),
    ],
    [
      "assets",
      ({ pulumi, thing }) => void thing("a", { files: [new pulumi.asset.StringAsset("x")] }),
      refusalOf("assets"),
    ],
    [
      "archives, also in outputs",
      ({ pulumi, group }) =>
        void group("g").tells({ zip: pulumi.secret(new pulumi.asset.FileArchive("a.zip")) }),
      refusalOf("archives"),
    ],
    // These the SDK would refuse itself, and tell people to update the Pulumi CLI.
    [
      "transforms",
      ({ thing }) => void thing("a", {}, { transforms: [() => undefined] }),
      refusalOf("the resource option transforms"),
    ],
    [
      "stack transforms",
      ({ pulumi, thing }) => {
        pulumi.runtime.registerResourceTransform(() => undefined);
        thing("a");
      },
      refusalOf("stack transforms"),
    ],
    [
      "replaceWith",
      ({ thing }) => void thing("a", {}, { replaceWith: [thing("b")] }),
      refusalOf("the resource option replaceWith"),
    ],
    [
      "hooks",
      ({ pulumi, thing }) => {
        const hook = new pulumi.ResourceHook("h", () => undefined);
        thing("a", {}, { hooks: { afterCreate: [hook] } });
      },
      refusalOf("resource hooks"),
    ],
  ])("%s", async (_what, program, message) => {
    const stage = await Stage.open(embedded);
    stage.program(program);
    const { failure } = await stage.run("up");
    expect(failure).toContain(message);
    expect(failure).not.toMatch(/update the Pulumi CLI/i);
  });
});
