import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";

import { afterAll, describe, expect, it } from "@jest/globals";

import { attachedPort, findPlugin } from "#engine/host/plugins";
import { readProject } from "#engine/project";

import { embedded } from "../support/engines/engines";
import { Cloud } from "./things/cloud";
import { Stage } from "./scenarios/scenario";

const folder = mkdtempSync(join(tmpdir(), "plugins-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
symlinkSync(resolve(__dirname, "../../../node_modules"), join(folder, "node_modules"));

function put(path: string, text: string, mode = 0o644): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode });
  return file;
}

const find = (folders: Record<string, string>, env: NodeJS.ProcessEnv = {}) =>
  findPlugin("things", { given: {}, folders, env });

describe("a plugin is found as the CLI finds it", () => {
  const executable = put("bin/pulumi-resource-things", "", 0o755);
  const bin = dirname(executable);

  it("as an executable in the folder that Pulumi.yaml names, before PATH", () => {
    expect(find({ things: bin }, { PATH: "/elsewhere" })).toEqual({
      command: executable,
      args: [],
      env: {},
      folder: bin,
    });
  });

  it("in the folder that plugins of Pulumi.yaml names, before the one of packages; what is downloaded has none", () => {
    const packages = {
      one: "./one",
      two: { source: "../two" },
      named: "./other",
      aws: "aws@7.0.0",
      up: "pulumi/up",
    };
    const plugins = { providers: [{ name: "named", path: "named" }] };
    put("found/Pulumi.yaml", JSON.stringify({ name: "found", runtime: "nodejs", plugins, packages }));
    expect(readProject(join(folder, "found")).pluginFolders).toEqual({
      one: join(folder, "found/one"),
      two: join(folder, "two"),
      named: join(folder, "found/named"),
    });
  });

  it.each([
    ["typescript: false", {}],
    ["typescript: true", { PULUMI_NODEJS_TYPESCRIPT: "true" }],
  ])("or as what the SDK's own script runs there (%s)", (option, env) => {
    const source = dirname(
      put("source/PulumiPlugin.yaml", `runtime:\n  name: nodejs\n  options:\n    ${option}\n`),
    );
    const found = find({ things: source });
    expect(found).toMatchObject({ command: process.execPath, env, folder: source });
    expect(found.args.slice(-2)).toEqual([expect.stringMatching(/cmd\/run-plugin\/index\.js$/), source]);
  });

  it("or on PATH, unless that is not wanted", () => {
    expect(find({}, { PATH: bin })).toMatchObject({ command: executable, ambient: true });
    expect(() => find({}, { PATH: bin, PULUMI_IGNORE_AMBIENT_PLUGINS: "true" })).toThrow(
      "plugins:\n  providers:\n    - name: things\n      path: <folder of the plugin>",
    );
  });

  it("or not, and it is said what is missing", () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    expect(() => find({ things: empty })).toThrow(
      `${empty} holds neither pulumi-resource-things nor PulumiPlugin.yaml`,
    );
    const python = dirname(put("python/PulumiPlugin.yaml", "runtime: python\n"));
    expect(() => find({ things: python })).toThrow("does not support plugins of the runtime python");
  });
});

describe("a plugin", () => {
  it("that somebody has started is attached to, as PULUMI_DEBUG_PROVIDERS says, and goes on when the run is over", async () => {
    const elsewhere = dirname(put("elsewhere/cloud", ""));
    const plugin = spawn(process.execPath, [join(__dirname, "things", "plugin.js")], { cwd: elsewhere });
    const [port] = (await once(createInterface({ input: plugin.stdout }), "line")) as [string];
    const stage = await Stage.open(embedded, { PULUMI_DEBUG_PROVIDERS: `others:1,things:${port}` });
    stage.program(({ item }) => void item("a", { size: 1 }));
    const { failure, steps } = await stage.run("up");
    expect([failure, steps]).toEqual([undefined, { stack: "create", a: "create" }]);
    const told = new Cloud(elsewhere).takeCalls().flatMap(([name, word]) => (name === "a" ? [] : [word]));
    expect(told.slice(0, 3)).toEqual(["handshake()", "attach", "info"]);
    expect(plugin.exitCode).toBeNull();
    plugin.kill();
    await once(plugin, "close");
  });

  it("cannot be attached to by anything but a port", () => {
    const env = { PULUMI_DEBUG_PROVIDERS: "things:here" };
    expect(() => attachedPort("things", env)).toThrow(
      "Expected a numeric port, got here in PULUMI_DEBUG_PROVIDERS",
    );
  });

  it("that hears of a Ctrl-C ends its wait at once, and what was made is kept as not ready", async () => {
    const stage = await Stage.open(embedded, {}, true);
    stage.cloud.holds("a", "create");
    stage.program(({ item }) => void item("a", { size: 1 }));
    const run = stage.run("up");
    await stage.cloud.untilCalled("a", "create");
    await stage.stack.cancel();
    const { failure, resources } = await run;
    expect(failure).toContain("cancelled");
    expect(resources.find(({ id }) => id === "a.1")).toMatchObject({ initErrors: ["cancelled"] });

    stage.cloud.letsGo("a", "create");
    const { steps, failure: none } = await stage.run("up");
    expect(none).toBeUndefined();
    expect(steps).toEqual({ stack: "same", a: "update" });
  });

  it("of the package's source is run like one that is an executable", async () => {
    const stage = await Stage.open(embedded, {}, true);
    stage.project.write(
      "plugin/PulumiPlugin.yaml",
      "runtime:\n  name: nodejs\n  options:\n    typescript: false\n",
    );
    stage.project.write("plugin/package.json", JSON.stringify({ name: "things", main: "index.js" }));
    const plugin = JSON.stringify(join(__dirname, "things", "plugin.js"));
    stage.project.write("plugin/index.js", `require(${plugin});\n`);
    rmSync(join(stage.project.folder, "plugin/pulumi-resource-things"));
    stage.program(({ item }) => void item("a", { size: 1 }));
    const { steps, failure } = await stage.run("up");
    expect(failure).toBeUndefined();
    expect(steps).toEqual({ stack: "create", a: "create" });
  });
});
