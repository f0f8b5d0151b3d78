import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, describe, expect, it } from "@jest/globals";

import { childEnvironment } from "#engine/host/environment";
import { HostProcess } from "#engine/host/process";
import { Monitor } from "#engine/program/monitor";
import { loadSdk } from "#engine/sdk";

const REPOSITORY = resolve(__dirname, "../../..");
const guard = (name: string): string => join(REPOSITORY, "engine/dist/guards", `${name}.js`);
const sdk = loadSdk(REPOSITORY);

const folder = mkdtempSync(join(tmpdir(), "children-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("see nothing of a test runner's or an outer Pulumi's environment, and no proxy", () => {
  const outer = {
    PATH: "/bin",
    AWS_REGION: "us-east-1",
    NODE_OPTIONS: "--inspect",
    NODE_V8_COVERAGE: "/tmp",
    JEST_WORKER_ID: "1",
    VITEST: "true",
    PULUMI_CONFIG: "{}",
    PULUMI_CONFIG_PASSPHRASE: "hunter2",
    PULUMI_NODEJS_MONITOR: "127.0.0.1:1",
    npm_config_proxy: "http://proxy",
  };
  expect(childEnvironment(outer, { EXTRA: "1" })).toEqual({
    PATH: "/bin",
    AWS_REGION: "us-east-1",
    no_grpc_proxy: "127.0.0.1,localhost",
    EXTRA: "1",
  });
});

it("are listened to on the loopback interface only: the engine asks nobody who they are", async () => {
  const monitor = await Monitor.start(sdk, () => undefined);
  expect(monitor.address).toMatch(/^127\.0\.0\.1:\d+$/);
  monitor.close();
});

describe("a host", () => {
  const start = (script: string) => {
    const path = join(folder, "host.js");
    writeFileSync(path, script);
    const options = { programDir: folder, project: "p", engineAddress: "127.0.0.1:1", env: process.env };
    return HostProcess.start({
      ...options,
      sdk: { ...sdk, runDynamicProvider: path },
      onOutput: () => undefined,
    });
  };

  it.each([
    [
      'console.log("debugger attached"); setInterval(() => 0, 1000)',
      'it wrote "debugger attached" where its port',
    ],
    ["process.exit(3)", "it ended with exit code 3"],
    ["process.kill(process.pid, 'SIGKILL'); setInterval(() => 0, 1000)", "it ended with SIGKILL"],
  ])("that does %s does not start, and it is said why", async (script, message) => {
    await expect(start(script)).rejects.toThrow(`the dynamic provider host did not start: ${message}`);
  });
});

/** Runs a script in Node with a guard, and gives what it prints. */
function guarded(name: string, script: string, input?: string) {
  const args = ["--require", guard(name), "--eval", script];
  return spawnSync(process.execPath, args, {
    cwd: REPOSITORY,
    encoding: "utf8",
    ...(input !== undefined && { input }),
  });
}

describe("guards", () => {
  it("keep Node from inspecting errors with colours, which takes it half a minute in a scoped package", () => {
    const { stdout } = guarded(
      "plain-inspect",
      `const error = new Error("x"); error.stack += "\\n    at f (/x/node_modules/@pulumi/resource.ts:1598:22)";
       const { inspect } = require("util");
       console.log(inspect(error, { colors: true }), inspect(1, { colors: true }), inspect.custom !== undefined);`,
    );
    expect(stdout).toContain("at f (/x/node_modules/@pulumi/resource.ts:1598:22)");
    expect(stdout.split("\n")[0]).toBe("Error: x");
    expect(stdout).toMatch(/\S+1\S+ true\n$/);
  });

  it("end a child whose engine is gone", () => {
    expect(guarded("exit-with-parent", "setInterval(() => 0, 1000)", "")).toMatchObject({ status: 1 });
  });

  it("do not keep a child that has nothing left to do", async () => {
    const child = spawn(process.execPath, ["--require", guard("exit-with-parent"), "--eval", ""]);
    expect(await once(child, "close")).toEqual([0, null]);
  });

  it("let the SDK have the TypeScript compiler only when it uses it, and then as a whole", () => {
    const { stdout } = guarded(
      "lazy-modules",
      `require("@pulumi/pulumi");
       const isLoaded = () => Object.keys(require.cache).some((path) => path.endsWith("/lib/typescript.js"));
       const before = isLoaded();
       const ts = require("typescript");
       const { transpile, ...others } = ts;
       console.log(before, "transpile" in ts, transpile("let a: 1"), Object.keys(others).length > 1000, isLoaded());`,
    );
    expect(stdout.replace(/\s+/g, " ")).toBe("false true var a; true true ");
  });

  it("let the SDK have npm's tree of packages only when it looks for a program's code paths", () => {
    const { stdout } = guarded(
      "lazy-modules",
      `const { runtime } = require("@pulumi/pulumi");
       const isLoaded = () => Object.keys(require.cache).some((path) => path.includes("/@npmcli/arborist/"));
       const before = isLoaded();
       runtime.computeCodePaths({ extraIncludePackages: ["semver"] }).then((paths) => {
         console.log(before, [...paths.keys()].includes("node_modules/semver"), isLoaded());
       });`,
    );
    expect(stdout).toBe("false true true\n");
  });

  it("let a program begin without V8's inspector, which is there when a closure becomes text", () => {
    const { stdout } = guarded(
      "lazy-modules",
      `const { runtime } = require("@pulumi/pulumi");
       const sdk = require("node:module").createRequire(require.resolve("@pulumi/pulumi/cmd/run"));
       const isLoaded = () => Object.keys(require.cache).some((path) => path.endsWith("/v8Hooks.js"));
       const answer = 42;
       sdk("../../runtime/closure/v8Hooks").isInitializedAsync().then(async () => {
         const before = isLoaded();
         const { text } = await runtime.serializeFunction(() => answer);
         console.log(before, text.includes("answer: 42") || text.includes("answer = 42"), isLoaded());
       });`,
    );
    expect(stdout).toBe("false true true\n");
  });

  it("let a stack name the lines of the program's own source, and of packages those that run", () => {
    const { stdout } = guarded(
      "lazy-modules",
      `const { CustomResource } = require("@pulumi/pulumi");
       require("node:module").createRequire(require.resolve("@pulumi/pulumi"))("source-map-support/register");
       const { readProject } = require(${JSON.stringify(join(REPOSITORY, "engine/dist/project.js"))});
       for (const fail of [() => readProject("/nowhere"), () => new CustomResource()])
         try { fail(); } catch ({ stack }) { console.log(stack); }`,
    );
    expect(stdout).toMatch(/engine\/project\.ts:\d+/);
    expect(stdout).toMatch(/@pulumi\/pulumi\/resource\.js:\d+/);
  });

  it("let programs have the Automation API when they use it, and then as a whole", () => {
    const { stdout } = guarded(
      "lazy-modules",
      `const { automation } = require("@pulumi/pulumi");
       const isLoaded = () => Object.keys(require.cache).some((path) => path.endsWith("/automation/stack.js"));
       const before = isLoaded();
       const { LocalWorkspace, ...others } = automation;
       console.log(before, LocalWorkspace.name, "Stack" in others, isLoaded());`,
    );
    expect(stdout).toBe("false LocalWorkspace true true\n");
  });
});
