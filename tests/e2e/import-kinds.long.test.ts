import { join } from "node:path";

import { beforeEach, expect } from "@jest/globals";

import { MARKER_KEY } from "#provider/aws/ownership/marks";
import { ownedShares } from "../support/aws/shares";
import { type Emulator, writes } from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { deployed } from "../support/engines/deployed";
import type { DeployedStack } from "../support/engines/engines";
import { importInto, writeImportFile } from "../support/engines/import-file";
import { idsOf, makeByHand, program, ROLE, THEIRS, withMember } from "../support/engines/made-by-hand";
import type { TestProject } from "../support/engines/project";
import { configFor } from "../support/hosts/host";

describeOnCells("objects of every kind that were made by hand", { both: true }, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    ({ emulator, project, stack } = await deployed(cell, "", { speed: 3600 }));
  });

  const written = () => writes(emulator).filter((operation) => operation !== "AssumeRole");

  const onDynamic = cell.on("dynamic", "with the plugin nothing needs a file");
  onDynamic(
    "are found unchanged after their import, and the next change of the program is all that is done",
    async () => {
      const made = await makeByHand(emulator);
      const config = configFor(emulator);
      const all = idsOf(made);
      const isTheirs = ([, name]: (typeof all)[number]): boolean => THEIRS.includes(name);
      const ours = all.filter((one) => !isTheirs(one)).flat();
      const theirs = all.filter(isTheirs).flat();
      expect(await writeImportFile(project, config, ...ours)).toMatchObject({ status: 0 });
      const others = ["--out", "theirs.json", "--role-arn", ROLE];
      expect(await writeImportFile(project, config, ...theirs, ...others)).toMatchObject({ status: 0 });
      const files = ["import.json", "theirs.json"].map((name) => join(project.folder, name));
      await importInto(stack, ...files);

      project.program(program(made));
      expect((await stack.preview({ expectNoChanges: true })).changeSummary).toEqual({ same: 9 });
      expect((await stack.refresh({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 9 });
      expect(written()).toEqual([]);

      // Of what is imported AWS shows no mark until something is changed anyway; a share then gets its own.
      project.program(program(made, `{ tags: { team: "ml" } }`));
      expect((await stack.up()).summary.resourceChanges).toEqual({ update: 1, same: 8 });
      expect(written()).toEqual(["TagResource"]);
      const [share] = await ownedShares(emulator);
      expect(share!.tags!.map(({ key }) => key).sort()).toEqual([MARKER_KEY, "team"]);
    },
  );

  const onPlugin = cell.on("plugin", "the dynamic host cannot read by an id alone");

  onPlugin("are imported by their ids, and found unchanged", async () => {
    const made = await makeByHand(emulator);
    const ids = Object.fromEntries(idsOf(made).map(([, name, id]) => [name, id]));
    project.program(withMember(emulator, made, `import: (${JSON.stringify(ids)})[name]`));
    expect((await stack.up()).summary.resourceChanges).toEqual({ create: 2, import: 8 });
    project.program(withMember(emulator, made));
    expect((await stack.preview({ expectNoChanges: true })).changeSummary).toEqual({ same: 10 });
    expect((await stack.refresh({ expectNoChanges: true })).summary.resourceChanges).toEqual({ same: 10 });
    expect(written()).toEqual([]);
  });
});
