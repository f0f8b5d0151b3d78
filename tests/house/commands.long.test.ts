import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { runCommand } from "../support/command";
import { ACCOUNT, type Emulator, writes } from "../support/emulator/emulated";

const REPOSITORY = resolve(__dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "commands-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script of the repository in an environment that would lead elsewhere. */
function run(script: string, args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(REPOSITORY, "scripts", script), ...args],
    {
      encoding: "utf8",
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        AWS_PROFILE: "production",
        AWS_ACCESS_KEY_ID: "AKIAPRODUCTION",
        AWS_SECRET_ACCESS_KEY: "hunter2",
        AWS_ENDPOINT_URL: "http://127.0.0.1:9",
        AWS_ENDPOINT_URL_BEDROCK: "http://127.0.0.1:9",
        PULUMI_BACKEND_URL: "https://production.example.com",
        PULUMI_ACCESS_TOKEN: "hunter2",
        ...env,
      },
    },
  );
  return { status, stdout, stderr };
}

describe("npm start", () => {
  it("tells the whole story without anything of the caller's, and leaves nothing behind", () => {
    const temporary = mkdtempSync(join(folder, "tmp-"));
    const { status, stdout, stderr } = run("dist/story/main.js", ["--quick"], { TMPDIR: temporary });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout.match(/^ {3}✓ /gm)).toHaveLength(17);
    expect(stdout).toContain("creating (");
    expect(stdout).toContain('~ agreementStatus: "AVAILABLE" => "ERROR"');
    expect(stdout).toContain("AWS was asked nothing.");
    expect(stdout).toContain("Try next:");
    expect(stdout).not.toContain("hunter2");
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("ends with an error that names the step when something does not hold", () => {
    const missing = join(folder, "missing");
    const { status, stderr } = run("dist/story/main.js", ["--quick"], { PATH: "", TMPDIR: missing });
    expect(status).not.toBe(0);
    expect(stderr).toContain(missing);
  });
});

describe("npm run pulumi", () => {
  let emulator: Emulator;
  let port: string;
  const local = join(folder, "local");
  beforeAll(async () => {
    emulator = await startEmulator({ clock: new RunningClock(1200) });
    port = String(emulator.port);
  });
  afterAll(() => emulator.close());

  const pulumi = async (args: string[], env: Record<string, string> = {}) => {
    const elsewhere = {
      AWS_PROFILE: "production",
      AWS_ACCESS_KEY_ID: "AKIAPRODUCTION",
      AWS_ENDPOINT_URL_BEDROCK: "http://127.0.0.1:9",
      PULUMI_BACKEND_URL: "https://production.example.com",
    };
    const ours = {
      MODEL_ACCESS_ENGINE: "embedded",
      MODEL_ACCESS_EMULATOR_PORT: port,
      MODEL_ACCESS_LOCAL: local,
    };
    const { status, stdout, stderr } = await runCommand("scripts/pulumi.mjs", args, {
      cwd: folder,
      env: { ...elsewhere, ...ours, ...env },
    });
    return { status, output: stdout + stderr };
  };

  it("deploys to the emulator whatever the caller's environment says, and cleans up", async () => {
    expect(await pulumi(["config", "set", "model-access:pollInterval", "0.02"])).toMatchObject({ status: 0 });
    const up = await pulumi(["up", "--yes"]);
    expect(up.output).toContain("not the Pulumi CLI");
    expect(up.output).toContain("+ 3 created");
    expect(up.status).toBe(0);
    const accounts = new Set(emulator.requests.all().map(({ account }) => account));
    expect(accounts).toEqual(new Set([ACCOUNT]));
    expect(await pulumi(["refresh", "--preview-only", "--expect-no-changes"])).toMatchObject({ status: 0 });
    expect((await pulumi(["stack", "output", "status"])).output).toContain("AVAILABLE");
    expect(await pulumi(["destroy", "--yes"])).toMatchObject({ status: 0 });
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement", "DeleteFoundationModelAgreement"]);
  });

  it("says what to start when no emulator answers", async () => {
    const { status, output } = await pulumi(["up", "--yes"], { MODEL_ACCESS_EMULATOR_PORT: "9" });
    expect(status).toBe(1);
    expect(output).toContain(
      "No emulator answers on port 9. Start one in another terminal: npm run emulator",
    );
  });

  it("refuses an engine it does not know, and a real account without the CLI", async () => {
    expect((await pulumi(["up"], { MODEL_ACCESS_ENGINE: "terraform" })).output).toContain(
      "must be cli or embedded",
    );
    const { MODEL_ACCESS_ENGINE: _, ...unset } = { MODEL_ACCESS_ENGINE: "" };
    const nothing = { ...unset, PATH: "/nonexistent", MODEL_ACCESS_ENGINE: "cli" };
    expect((await pulumi(["up", "--live"], nothing)).output).toContain(
      "no Pulumi CLI of at least v3.216 is on PATH",
    );
  });
});

describe("the emulator's command", () => {
  it("lists what is assumed", () => {
    const { status, stdout } = run("../emulator/dist/cli.js", ["behaviours", "--assumed"]);
    expect(status).toBe(0);
    expect(stdout).toContain(
      "assumed           bedrock CreateFoundationModelAgreement: an agreement in ERROR can be created again",
    );
    expect(stdout).not.toContain("botocore");
  });

  it("prints the default world", () => {
    expect(run("../emulator/dist/cli.js", ["world"]).stdout).toContain("o-exampleorgid");
  });

  it.each([
    [["--port", "70000"], "It must be a number from 0 to 65535."],
    [["--world", "nowhere.yaml"], "the world file cannot be read"],
    [["--speed", "fast"], "It must be a number"],
  ])("says what is wrong with %j", (args, message) => {
    const { status, stderr } = run("../emulator/dist/cli.js", ["serve", ...args]);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });
});

it("names the version of every package alike", () => {
  const versions = ["provider", "emulator", "engine"].map((name) => {
    const manifest = readFileSync(join(REPOSITORY, name, "package.json"), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
  });
  expect(new Set(versions).size).toBe(1);
});
