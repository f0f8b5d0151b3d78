import { readFileSync } from "node:fs";

import { expect, it } from "@jest/globals";

import * as provider from "#provider/index";
import { PERMISSIONS } from "#provider/guard/policies/needed";
import { lifecycleOf } from "#provider/host/lifecycles";

import {
  FOLD,
  isUsedAtRuntime,
  pathOf,
  PERMISSION_PAGES,
  policiesOn,
} from "../support/pages/permission-pages";

const kinds = PERMISSIONS.map(({ type }) => type);

it("every resource and every function has its table of permissions", () => {
  const functions = Object.keys(provider).filter((name) => /^(get|list)[A-Z]\w+(?<!Output)$/.test(name));
  expect(kinds.filter((type) => /^[a-z]/.test(type)).sort()).toEqual(functions.sort());
  const resources = kinds.filter((type) => /^[A-Z]/.test(type));
  const [, listed = ""] = /\(it has (.+)\)/.exec(errorOf(() => lifecycleOf(""))) ?? [];
  expect(listed.split(", ").sort()).toEqual(resources.sort());
  expect(PERMISSION_PAGES).toHaveLength(resources.length);
});

it.each(PERMISSION_PAGES)("docs/%s.md shows the policies that permissionsOf makes", (name) => {
  // Else: node tests/dist/support/pages/permission-pages.js && npm run format
  const [fold = ""] = FOLD.exec(readFileSync(pathOf(name), "utf8")) ?? [];
  const shown = [...fold.matchAll(/```json\n([^]*?)```/g)].map(([, json = ""]) => JSON.parse(json) as object);
  const policies = policiesOn(name);
  const { deployer, preview, runtime } = policies;
  expect(shown).toEqual([deployer, preview, ...(isUsedAtRuntime(policies) ? [runtime] : [])]);
});

function errorOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    return String(thrown);
  }
  return "";
}
