import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";

import { afterEach, beforeEach, expect, it } from "@jest/globals";

const REPOSITORY = resolve(__dirname, "../../..");

/** A small repository with our own set-up, where npm and the compiler only say that they were called. */
let clone: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), text, { mode: 0o755 });
};
const lockOf = (version: string): string =>
  JSON.stringify({
    packages: { "": {}, "node_modules/yaml": { version }, "node_modules/fsevents": { optional: true } },
  });
const touch = (path: string, secondsAgo: number): void => {
  const when = Date.now() / 1000 - secondsAgo;
  utimesSync(join(clone, path), when, when);
};

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "setup-"));
  for (const name of ["setup.mjs", "built.mjs", "tools.mjs", "emulator.mjs"])
    cpSync(join(REPOSITORY, "scripts", name), join(clone, "scripts", name));
  write("package.json", "{}");
  write("package-lock.json", lockOf("2.9.1"));
  write("tsconfig.json", "{}");
  write("emulator/tsconfig.json", "{}");
  write("emulator/cli.ts", "");
  write("examples/quickstart/tsconfig.json", "{}");
  write("examples/quickstart/index.ts", "");
  write("bin/npm", `#!/bin/sh\necho "npm $1"\ncp package-lock.json node_modules/.package-lock.json\n`);
  const outputs = ["emulator/dist/tsconfig.tsbuildinfo", "examples/quickstart/dist/tsconfig.tsbuildinfo"];
  write(
    "node_modules/typescript/bin/tsc",
    `const { mkdirSync, writeFileSync } = require("fs");
    for (const file of ${JSON.stringify(outputs)}) {
      mkdirSync(require("path").dirname(file), { recursive: true });
      writeFileSync(file, "");
    }
    writeFileSync("emulator/dist/cli.js", 'exports.run = () => console.log("ran");');
    console.log("tsc");`,
  );
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** What happens when somebody types `npm run emulator`. */
function run(env: Record<string, string> = {}): string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(clone, "scripts/emulator.mjs")], {
    encoding: "utf8",
    env: { PATH: [join(clone, "bin"), process.env["PATH"]].join(delimiter), ...env },
  });
  expect([status, stderr.replace("Installing the packages of package-lock.json …\n", "")]).toEqual([0, ""]);
  return stdout.trim().split("\n");
}

it("a command of a fresh clone installs and builds first, and the next one does neither", () => {
  expect(run()).toEqual(["npm ci", "tsc", "ran"]);
  expect(run()).toEqual(["ran"]);
});

it.each<[string, () => void]>([
  ["a source was changed", () => write("emulator/cli.ts", "export {};")],
  ["a source came", () => write("emulator/services/new.ts", "")],
  ["a source is gone", () => rmSync(join(clone, "examples/quickstart/index.ts"))],
  ["a source was put back as it was before", () => touch("emulator/cli.ts", 3600)],
  ["what was built is gone", () => rmSync(join(clone, "examples/quickstart/dist"), { recursive: true })],
])("a command builds again when %s", (_, change) => {
  run();
  change();
  expect(run()).toEqual(["tsc", "ran"]);
  expect(run()).toEqual(["ran"]);
});

it("a lock file that is only newer installs nothing, and one that names another version does", () => {
  run();
  touch("node_modules/.package-lock.json", 60);
  expect(run()).not.toContain("npm ci");
  write("package-lock.json", lockOf("2.9.2"));
  expect(run()).toEqual(["npm ci", "tsc", "ran"]);
});

it("no command that a test runs installs or builds anything", () => {
  run();
  write("package-lock.json", lockOf("3.0.0"));
  write("emulator/cli.ts", "export {};");
  const { MODEL_ACCESS_IS_SET_UP = "" } = process.env;
  expect(run({ MODEL_ACCESS_IS_SET_UP })).toEqual(["ran"]);
  expect(readFileSync(join(clone, "node_modules/.package-lock.json"), "utf8")).toBe(lockOf("2.9.1"));
});
