import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { lifecycleTypes } from "#provider/host/lifecycles";

import { type Emulator, FIRST_PARTY, writes } from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { configure, type DeployedStack, hostsOf } from "../support/engines/engines";
import { idsOf, makeByHand, memberProvider, THEIRS, withMember } from "../support/engines/made-by-hand";
import { TestProject } from "../support/engines/project";
import { configFor } from "../support/hosts/host";

const not = { dynamic: "the dynamic host cannot read by an id alone" };

describeOnCells("objects that pulumi import takes over by type, name and id", { not }, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    emulator = await startEmulator({ clock: new RunningClock(3600) });
    project = new TestProject("");
    stack = await cell.open(project);
    await configure(stack, configFor(emulator));
  });
  afterEach(async () => {
    expect(hostsOf(project)).toEqual([]);
    await emulator.close();
    project.remove();
  });

  it("are found unchanged by the program, one of every resource", async () => {
    const made = await makeByHand(emulator);
    const ids = idsOf(made);
    expect(ids.map(([kind]) => kind).sort()).toEqual([...lifecycleTypes].sort());
    // With the first resource comes the provider that stands for the stack's configuration.
    const before = `new all.ModelAgreement("before", { modelId: "${FIRST_PARTY}" });`;
    project.program(`const all = require("pulumi-model-access"); ${before} ${memberProvider(emulator)}`);
    await stack.up();
    for (const [kind, name, id] of ids) {
      const provider = THEIRS.includes(name) ? "member" : "default_aws";
      const urn = `urn:pulumi:dev::test::pulumi:providers:model-access::${provider}`;
      const given = [`model-access:index:${kind}`, name, id, "--provider", `there=${urn}`];
      const how = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
      const { status, stdout, stderr } = await stack.command("import", ...given, ...how);
      expect([name, status, `${stdout}${stderr}`]).toEqual([name, 0, expect.stringContaining(name)]);
    }
    project.program(`${withMember(emulator, made)} ${before}`);
    expect((await stack.preview({ expectNoChanges: true })).changeSummary).toEqual({ same: 11 });
    expect((await stack.refresh({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 11 });
    expect(writes(emulator).filter((operation) => operation !== "AssumeRole")).toEqual([]);
  }, 600_000);
});
