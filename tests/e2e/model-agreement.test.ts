import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  REGION,
  THIRD_PARTY,
  TWO_OFFERS,
  writes,
} from "../support/emulated";
import { changesOf, configure, type DeployedStack, describeOnEngines, hostsOf } from "../support/engines";
import { configFor } from "../support/host";
import { TestProject } from "../support/project";

const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };

/** A program with these resources: `name: [modelId, further arguments, options]`. */
function program(resources: Record<string, [modelId: string, args?: object, options?: object]>): string {
  const lines = Object.entries(resources).map(
    ([name, [modelId, args = {}, options = {}]]) =>
      `exports[${JSON.stringify(name)}] = new ModelAgreement(${JSON.stringify(name)}, ` +
      `${JSON.stringify({ modelId, ...args })}, ${JSON.stringify(options)}).agreementStatus;`,
  );
  return `const { ModelAgreement } = require("pulumi-model-access");\n${lines.join("\n")}\n`;
}

describeOnEngines("a model agreement", (engine) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    emulator = await startEmulator({ clock: new RunningClock(1200) });
    project = new TestProject(program({ commandR: [THIRD_PARTY], novaMicro: [FIRST_PARTY] }));
    stack = await engine.open(project);
    await configure(stack, configFor(emulator), ["aws:secretKey"]);
  });
  afterEach(async () => {
    expect(hostsOf(project)).toEqual([]);
    await emulator.close();
    project.remove();
  });

  it("is accepted, found unchanged, found in ERROR, found gone, repaired twice, and cancelled", async () => {
    expect(await changesOf(stack.up())).toEqual({ create: 3 });
    expect(await stack.outputs()).toMatchObject({
      commandR: { value: "AVAILABLE" },
      novaMicro: { value: "AVAILABLE" },
    });

    emulator.requests.clear();
    expect(await changesOf(stack.up({ expectNoChanges: true }))).toEqual({ same: 3 });
    expect(emulator.requests.all()).toEqual([]);

    emulator.incidents.agreementFails(place, "INVALID_PAYMENT_INSTRUMENT: card expired");
    await expect(stack.previewRefresh({ expectNoChanges: true })).rejects.toThrow(
      /code:? 7[^]*no changes were expected/,
    );
    const drift = await stack.previewRefresh();
    expect(drift.changeSummary).toEqual({ update: 1, same: 2 });
    expect(drift.stdout).toMatch(/\[diff: \+agreementErrorMessage,?~agreementStatus\]/);
    expect(writes(emulator)).toEqual([]);
    expect(await changesOf(stack.up({ refresh: true }))).toEqual({ update: 1, same: 2 });

    emulator.incidents.agreementRevoked(place);
    expect(await changesOf(stack.up({ refresh: true }))).toEqual({ update: 1, same: 2 });

    expect(await changesOf(stack.destroy())).toEqual({ delete: 3 });
    expect(writes(emulator)).toEqual([
      "CreateFoundationModelAgreement",
      "CreateFoundationModelAgreement",
      "DeleteFoundationModelAgreement",
    ]);
  });

  it("is refused at preview when its input is bad, with the path", async () => {
    project.program(program({ bad: [`us.${THIRD_PARTY}`] }));
    await expect(stack.preview()).rejects.toThrow(
      /code:? 1[^]*resource 'bad' has a problem: modelId: is the id of an inference profile/,
    );
    expect(emulator.requests.all()).toEqual([]);
  });

  it("that fails keeps its id, says why, and is taken up by the next run", async () => {
    emulator.incidents.availabilityReads(place, { authorizationStatus: "NOT_AUTHORIZED" });
    await expect(stack.up()).rejects.toThrow(
      /code:? 1[^]*is made, but authorizationStatus is NOT_AUTHORIZED/,
    );
    emulator.incidents.availabilityReads(place, {});
    expect(await changesOf(stack.up())).toMatchObject({ update: 1 });
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
  });

  it("whose host is killed while it waits is there once, and in the state, after the next run", async () => {
    emulator.incidents.agreementReads(place, "PENDING");
    const running = stack.up().catch((error: unknown) => error);
    const looks = () =>
      emulator.requests.all().filter(({ operation }) => operation === "GetFoundationModelAvailability");
    while (looks().length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const pid of hostsOf(project)) process.kill(pid, "SIGKILL");
    expect(await running).toBeInstanceOf(Error);

    emulator.incidents.agreementReads(place, undefined);
    emulator.incidents.agreementAccepted(place);
    await stack.up();
    expect(await stack.outputs()).toMatchObject({ commandR: { value: "AVAILABLE" } });
    expect(writes(emulator)).toEqual([]);
    expect(await changesOf(stack.up({ expectNoChanges: true }))).toEqual({ same: 3 });
  });

  it("can be borne with a status that is ignored", async () => {
    const options = { ignoreChanges: ["authorizationStatus"] };
    project.program(program({ commandR: [THIRD_PARTY, {}, options] }));
    await stack.up();
    emulator.incidents.availabilityReads(place, { authorizationStatus: "NOT_AUTHORIZED" });
    await stack.refresh();
    expect(await changesOf(stack.up({ expectNoChanges: true }))).toEqual({ same: 2 });
  });

  it("is cancelled when it is removed or destroyed in a run that begins with a refresh", async () => {
    const other = program({ novaMicro: [FIRST_PARTY] });
    await stack.up();
    project.program(other);
    expect(await changesOf(stack.up({ refresh: true }))).toEqual({ delete: 1, same: 2 });
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement", "DeleteFoundationModelAgreement"]);

    project.program(program({ commandR: [THIRD_PARTY] }));
    await stack.up();
    emulator.requests.clear();
    await stack.destroy({ refresh: true });
    expect(writes(emulator)).toEqual(["DeleteFoundationModelAgreement"]);
  });

  it("is not revoked by a new name without an alias", async () => {
    await stack.up();
    project.program(program({ renamed: [THIRD_PARTY], novaMicro: [FIRST_PARTY] }));
    const { stdout, summary } = await stack.up();
    expect(summary.resourceChanges).toEqual({ create: 1, delete: 1, same: 2 });
    expect(stdout).toContain("the resource renamed wants it");
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
  });

  it("keeps its state under a new name with an alias, and is then cancelled as ours", async () => {
    await stack.up();
    const aliases = [{ name: "commandR" }];
    project.program(program({ renamed: [THIRD_PARTY, {}, { aliases }], novaMicro: [FIRST_PARTY] }));
    expect(await changesOf(stack.up({ expectNoChanges: true }))).toEqual({ same: 3 });
    await stack.destroy();
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement", "DeleteFoundationModelAgreement"]);
  });

  it("is not revoked by a forced replacement, and is then still cancelled as ours", async () => {
    const options = { replaceOnChanges: ["onExisting"] };
    project.program(program({ commandR: [THIRD_PARTY, {}, options] }));
    await stack.up();
    project.program(program({ commandR: [THIRD_PARTY, { onExisting: "adopt" }, options] }));
    expect(await changesOf(stack.up())).toEqual({ replace: 1, same: 1 });
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
    await stack.destroy();
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement", "DeleteFoundationModelAgreement"]);
  });

  it("that two resources want survives the removal of one, and goes with the other", async () => {
    project.program(program({ one: [THIRD_PARTY], two: [THIRD_PARTY, {}, {}] }));
    await stack.up({ parallel: 1 });
    project.program(program({ two: [THIRD_PARTY] }));
    await stack.up();
    project.program(program({ one: [THIRD_PARTY] }));
    await stack.up();
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
  });

  it("is not revoked when two resources swap their models", async () => {
    project.program(program({ x: [THIRD_PARTY], y: [TWO_OFFERS] }));
    await stack.up();
    project.program(program({ x: [TWO_OFFERS], y: [THIRD_PARTY] }));
    expect(await changesOf(stack.up())).toEqual({ replace: 2, same: 1 });
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement", "CreateFoundationModelAgreement"]);
  });

  it("stays where it was when its resource moves to another Region, since it holds there too", async () => {
    project.program(program({ commandR: [THIRD_PARTY] }));
    await stack.up();
    project.program(program({ commandR: [THIRD_PARTY, { region: "eu-west-1" }] }));
    const { stdout } = await stack.up();
    expect(stdout).toContain(`kept the agreement for ${THIRD_PARTY}`);
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
  });
});
