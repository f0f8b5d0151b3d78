import { beforeEach, expect, it } from "@jest/globals";

import { lifecycleTypes } from "#provider/host/lifecycles";

import { type Emulator, FIRST_PARTY, writes } from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { deployed } from "../support/engines/deployed";
import type { DeployedStack } from "../support/engines/engines";
import { idsOf, makeByHand, memberProvider, THEIRS, withMember } from "../support/engines/made-by-hand";
import type { TestProject } from "../support/engines/project";

const not = { dynamic: "the dynamic host cannot read by an id alone" };

describeOnCells("objects that pulumi import takes over by type, name and id", { not }, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    ({ emulator, project, stack } = await deployed(cell, "", { speed: 3600 }));
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
