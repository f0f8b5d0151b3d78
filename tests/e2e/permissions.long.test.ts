import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";

import { expect, it } from "@jest/globals";

import { permissionsOf } from "#provider/guard/policies/index";

import { ACCOUNT, REGION } from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { changesOf } from "../support/engines/engines";
import { Example } from "../support/engines/examples";
import { usedBy } from "../support/engines/mocked-example";
import { permit, roleIn } from "../support/emulator/permitted";

const EXAMPLES_FOLDER = resolve(__dirname, "../../../examples");
const EXAMPLES = readdirSync(EXAMPLES_FOLDER, { withFileTypes: true })
  // Those in other languages need a CLI and a network.
  .filter((entry) => existsSync(resolve(EXAMPLES_FOLDER, entry.name, "index.ts")))
  .map(({ name }) => name);
const world = { useCaseForm: { effectiveAfterSeconds: 0 } };
/** What the stack of an example without providers of its own is configured with. */
const configuration = { "aws:region": REGION, "aws:assumeRole": { roleArn: roleIn(ACCOUNT) } };

const not = { "Pulumi CLI": "what AWS is asked does not depend on the engine" };
describeOnCells("what runs under exactly what permissionsOf says of its program", { not }, (cell) => {
  it.each(EXAMPLES)("examples/%s", async (name) => {
    const used = await usedBy(name);
    const { roles } = permissionsOf(used, { configuration });
    const example = await Example.open(name, cell, 2400, world);
    const { emulator, stack } = example;
    const may = (purpose: "deployer" | "preview") => {
      for (const role of roles) permit(emulator, role.roleArn.split(":")[4]!, [role[purpose]]);
    };
    try {
      for (const [key, value] of Object.entries(configuration))
        await stack.setAllConfig({
          [key]: { value: typeof value === "string" ? value : JSON.stringify(value) },
        });
      may("deployer");
      const { create = 0 } = (await changesOf(stack.up()))!;
      expect(create).toBeGreaterThan(used.filter(({ type }) => /^[A-Z]/.test(type)).length);
      may("preview");
      // Where there is nothing to do, who may only look can do everything: read, call functions, compare.
      expect(await stack.previewRefresh()).toMatchObject({ changeSummary: { same: create } });
      expect(await changesOf(stack.up({ expectNoChanges: true }))).toEqual({ same: create });
      may("deployer");
      expect(await changesOf(stack.destroy())).toEqual({ delete: create });
      const refused = emulator.requests.all().filter(({ error }) => /denied|unauthori/i.test(error ?? ""));
      expect(refused.map(({ operation, error }) => `${operation}: ${error}`)).toEqual([]);
    } finally {
      await example.close();
    }
  });
});
