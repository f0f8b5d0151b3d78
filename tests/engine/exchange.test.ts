import { readFileSync, realpathSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "@jest/globals";

import { Stack } from "#engine/index";
import { parseDeployment } from "#engine/state/state-file";

import { cli, type DeploymentEngine, embedded, isCliPresent } from "../support/engines/engines";
import { cleanEnvironment } from "../support/hosts/host";
import { TestProject } from "../support/engines/project";
import { Stage } from "./scenarios/scenario";
import type { Program } from "./things/world";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "exchange-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Makes that the state then holds a secret inside a secret. */
const earlier: Program = ({ pulumi, group }) => {
  group("g", { deep: { pw: pulumi.secret("hunter1") } }).tells({});
};

const program: Program = ({ pulumi, group, host, thing }) => {
  const deep = pulumi.secret({ pw: "another" });
  const g = group("g", { color: "red", deep }, { ignoreChanges: ["deep.pw"] });
  const a = thing(
    "a",
    { pw: pulumi.secret("hunter2"), size: 1 },
    { parent: g, customTimeouts: { create: "5m" } },
  );
  const provider = host("h", { "things:place": "here" });
  const b = thing(
    "b",
    { of: a.made, pin: 1 },
    { provider, additionalSecretOutputs: ["token"], protect: true },
  );
  g.tells({ made: a.made });
  return { pw: a.pw, token: b.token };
};

const onCli = isCliPresent() ? it : it.skip;

describe("a state goes over from one engine to the other, which then has nothing to do", () => {
  onCli.each<[DeploymentEngine, DeploymentEngine]>([
    [embedded, cli],
    [cli, embedded],
  ])("%#", async (from, to) => {
    const stage = await Stage.open(from);
    for (const each of [earlier, program]) {
      stage.program(each);
      expect((await stage.run("up")).failure).toBeUndefined();
    }
    expect(stage.stack.stored()).not.toMatch(/hunter|another/);

    const other = await to.open(stage.project);
    await other.importStack((await stage.stack.exportStack()) as never);
    const { summary } = await other.up({ expectNoChanges: true });
    expect(summary.resourceChanges).toEqual({ same: 5 });
    expect((await other.refresh({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 5 });
    expect(await other.outputs()).toMatchObject({ pw: { value: "hunter2", secret: true } });
    expect(stage.cloud.takeCalls().map(([, call]) => call)).not.toContain("update");
  });
});

it("what the CLI has exported, encrypted, is taken over by the engine, which then has nothing to do", async () => {
  const path = join(__dirname, "../../engine/fixtures/cli-export.json");
  const project = new TestProject(
    `const pulumi = require("@pulumi/pulumi");
     new pulumi.ComponentResource("test:Group", "g");
     exports.pw = pulumi.secret("hunter2");`,
    "exported",
  );
  const stack = await Stack.createOrSelect({
    stackName: "dev",
    workDir: project.folder,
    stateDir: folder,
    passphrase: "test",
    env: cleanEnvironment(),
  });
  await stack.importStack(parseDeployment(readFileSync(path, "utf8"), path));
  const { summary } = await stack.up({ expectNoChanges: true });
  expect(summary.resourceChanges).toEqual({ same: 2 });
  expect(await stack.outputs()).toEqual({ pw: { value: "hunter2", secret: true } });
  project.remove();
});
