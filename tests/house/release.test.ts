import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { expect, it } from "@jest/globals";

const REPOSITORY = resolve(__dirname, "../../..");
const read = (file: string): string => readFileSync(join(REPOSITORY, file), "utf8");
const { version } = JSON.parse(read("provider/package.json")) as { version: string };

/** Of what else a version is made: changesets writes manifests, the generator the schema, npm the lock, people the changes. */
const MADE =
  /^(package-lock\.json|CHANGELOG\.md|provider\/plugin\/schema\.json|(provider|emulator|engine|examples\/[^/]+)\/package\.json)$/;

it("a release writes the version everywhere it stands", () => {
  const [, list = ""] = /NAMES_THE_VERSION = \[([^\]]*)\]/.exec(read("scripts/release.mjs")) ?? [];
  const known = [...list.matchAll(/"(.+?)"/g)].map(([, file]) => file).sort();
  const files = execFileSync("git", ["grep", "-lF", version, "--", ":!tests"], {
    cwd: REPOSITORY,
    encoding: "utf8",
  });
  const found = files.split("\n").filter((file) => file !== "" && !MADE.test(file));
  expect(found.sort()).toEqual(known);
});
