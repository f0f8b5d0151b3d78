import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { behavioursPage } from "#emulator/catalogue/page";
import { routeNames } from "#emulator/control/routes";
import { effectSchema, faultSchema } from "#emulator/requests/faults";
import { incidentNames } from "#emulator/incidents/incidents";
import { defaultWorld, readWorld } from "#emulator/index";
import { nameOf } from "#emulator/operation/operation";
import { services } from "#emulator/services/services";
import { worldSchema } from "#emulator/world/schema";
import { errorsPage } from "#provider/aws/errors/page";
import { KNOWN_KEYS as providerKeys } from "#provider/program/provider";

import { ownershipPage } from "../support/pages/ownership-page";

const REPOSITORY = resolve(__dirname, "../../..");
const page = (name: string): string => readFileSync(resolve(REPOSITORY, "docs", name), "utf8");

it("docs/emulator-behaviours.md is what the emulator says of itself", () => {
  // Else: npm run -s emulator -- behaviours --markdown > docs/emulator-behaviours.md
  expect(page("emulator-behaviours.md")).toBe(behavioursPage());
});

it("docs/errors.md is the provider's catalogue", () => {
  // Else: npx pulumi-model-access errors > docs/errors.md
  expect(page("errors.md")).toBe(errorsPage());
});

it("docs/ownership.md is made of the table that is tested", () => {
  // Else: node tests/dist/support/pages/ownership-page.js > docs/ownership.md
  expect(page("ownership.md")).toBe(ownershipPage());
});

it("docs/configuration.md has every argument of a Provider", () => {
  const text = page("configuration.md");
  expect(providerKeys.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

describe("docs/emulator.md", () => {
  const text = page("emulator.md");
  /** What stands in the first column of its tables. */
  const rows = [...text.matchAll(/^\| (.+?) +\|/gm)].map(([, first = ""]) => first);

  it("has every route of the control, and no other", () => {
    const documented = rows.filter((row) => /^`[A-Z]+ \/.*`$/.test(row));
    expect(documented.sort()).toEqual(routeNames.map((name) => `\`${name}\``).sort());
  });

  it("has every operation that is emulated, and no other", () => {
    for (const service of services) {
      const names = service.operations.map(({ name }) => name).join(", ");
      expect(text.replaceAll(/ +/g, " ")).toContain(`| ${nameOf(service)} | ${names} |`);
    }
  });

  it("has every option of the command", () => {
    const command = [resolve(REPOSITORY, "emulator/dist/cli.js"), "serve", "--help"];
    const { stdout } = spawnSync(process.execPath, command, { encoding: "utf8" });
    const options = [...stdout.matchAll(/^ +(?:-h, )?(--[\w-]+)/gm)].map(([, name = ""]) => name);
    expect(options).toContain("--port");
    const missing = options.filter(
      (name) => name !== "--help" && !rows.some((row) => row.startsWith(`\`${name}`)),
    );
    expect(missing).toEqual([]);
  });

  it("has every field and effect of a fault, and every incident", () => {
    const { effect: _, ...fields } = faultSchema.entries;
    const kinds = effectSchema.options.map(({ entries }) => entries.kind.literal);
    const names = [...Object.keys(fields), ...kinds];
    expect(names.filter((name) => !rows.includes(`\`${name}\``))).toEqual([]);
    expect(incidentNames().filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it("has every account, model, profile, custom model and key of the default world", () => {
    const { accounts, models, inferenceProfiles, customModels, comprehendModels, keys } = defaultWorld;
    const names = [accounts, models, inferenceProfiles, customModels, comprehendModels, keys].flatMap(
      (section) => Object.keys(section),
    );
    expect(names.filter((name) => !rows.includes(`\`${name}\``))).toEqual([]);
  });

  it("shows a world that can be, with every section and every setting of an account and of time", () => {
    const [, yaml = ""] = /```yaml\n([^]*?)```/.exec(text) ?? [];
    const file = join(mkdtempSync(join(tmpdir(), "docs-")), "world.yaml");
    writeFileSync(file, yaml);
    const world = readWorld(file);
    rmSync(dirname(file), { recursive: true });
    const sections = [...yaml.matchAll(/^(\w+):/gm)].map(([, name]) => name);
    expect(sections.sort()).toEqual(Object.keys(worldSchema.entries).sort());
    const settings = {
      ...world.accounts["123456789012"],
      ...world.timing.agreement,
      ...world.timing.sharing,
      ...world.timing.copies,
      ...world.timing.imports,
      ...world.timing.keys,
      ...world.timing.marketplace,
      ...world.timing.grants,
      ...world.timing.organization,
      ...world.timing.identities,
      ...world.useCaseForm,
      ...world.sharing,
      ...world.copies,
      ...world.comprehend,
    };
    expect(Object.keys(settings).filter((name) => !yaml.includes(`  ${name}:`))).toEqual([]);
  });
});
