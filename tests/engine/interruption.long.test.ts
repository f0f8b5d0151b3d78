import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { describe, expect, it } from "@jest/globals";

import type { UntypedDeployment } from "#engine/state/deployment";

import { embedded, type EmbeddedStack, processesOf } from "../support/engines/engines";
import { cleanEnvironment } from "../support/hosts/host";
import { Stage } from "./scenarios/scenario";

const COMMAND = resolve(__dirname, "../../../engine/dist/cli.js");

/** A stage on which `a` is being made for as long as the test wants, and `b` waits for it. */
async function makingA(): Promise<Stage<EmbeddedStack>> {
  const stage = await Stage.open(embedded);
  stage.program(({ thing }) => void thing("b", { of: thing("a").made }));
  stage.cloud.holds("a", "create");
  return stage;
}

describe("a run that is interrupted", () => {
  it("once lets finish and saves what is under way, and starts nothing else", async () => {
    const stage = await makingA();
    const running = stage.run("up");
    await stage.cloud.untilCalled("a", "create");
    await stage.stack.cancel();
    stage.cloud.letsGo("a", "create");
    const { failure, resources, pending } = await running;
    expect(failure).toContain("update canceled");
    expect(stage.cloud.ids()).toEqual(["a.1"]);
    expect(resources.map(({ id }) => id)).toContain("a.1");
    expect(pending).toEqual([]);
  });

  it("once and then fails is told as a failure", async () => {
    const stage = await Stage.open(embedded);
    stage.program(({ thing }) => void thing("a"));
    await stage.run("up");
    stage.program(() => undefined);
    stage.cloud.holds("a", "delete");
    stage.cloud.breaks("a", "delete", "no way");
    const running = stage.run("up");
    await stage.cloud.untilCalled("a", "delete");
    await stage.stack.cancel();
    stage.cloud.letsGo("a", "delete");
    const { failure } = await running;
    expect(failure).toContain("no way");
    expect(failure).toContain("update failed");
  });

  it("twice ends at once, and the state says what was under way until it is made", async () => {
    const stage = await makingA();
    const running = stage.run("up");
    await stage.cloud.untilCalled("a", "create");
    await stage.stack.kill();
    const { pending } = await running;
    const interrupted = [
      { type: "creating", resource: expect.objectContaining({ urn: expect.stringMatching(/::a$/) }) },
    ];
    expect(pending).toEqual(interrupted);

    stage.cloud.letsGo("a", "create");
    expect((await stage.run("refresh")).pending).toEqual(interrupted);
    const { stdout } = await stage.stack.up();
    expect(stdout).toMatch(/1 pending operations[^]*::a, interrupted while creating/);
    expect(stage.cloud.ids()).toContain("a.1");
  });

  it("by the death of the engine leaves no process behind, not even of a program that never ends", async () => {
    const stage = await makingA();
    stage.program(({ thing }) => {
      thing("a");
      setInterval(() => undefined, 1000);
    });
    const args = [COMMAND, "--cwd", stage.project.folder, "--state-dir", join(stage.project.folder, "state")];
    const env = { ...cleanEnvironment(), PULUMI_CONFIG_PASSPHRASE: "x" };
    await once(spawn(process.execPath, [...args, "stack", "init", "dev"], { env }), "close");
    const engine = spawn(process.execPath, [...args, "up", "--yes", "--skip-preview"], { env });
    await stage.cloud.untilCalled("a", "create");
    // The program and the host of its things.
    expect(processesOf(stage.project)).toHaveLength(2);
    engine.kill("SIGKILL");
    while (processesOf(stage.project).length > 0) await sleep(20);
    // What it was doing is known all the same.
    const exported = spawn(process.execPath, [...args, "stack", "export"], { env });
    const { deployment } = (await json(exported.stdout)) as UntypedDeployment;
    expect(deployment.pending_operations).toMatchObject([
      { type: "creating", resource: { urn: expect.stringMatching(/::a$/) } },
    ]);
  });
});

it("a program that goes on for ever is ended after a failed step", async () => {
  const stage = await Stage.open(embedded);
  stage.cloud.breaks("a", "create", "no room");
  stage.program(({ thing }) => {
    thing("a");
    setInterval(() => undefined, 1000);
  });
  const { failure } = await stage.run("up");
  expect(failure).toContain("no room");
});
