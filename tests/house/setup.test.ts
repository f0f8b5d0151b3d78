import { execFile, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

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
  for (const name of ["setup.mjs", "built.mjs", "tools.mjs", "emulator.mjs", "isolation.mjs", "pack.mjs"])
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

function node(args: string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { PATH: [join(clone, "bin"), process.env["PATH"]].join(delimiter), ...env },
  });
}

/** What happens when somebody types `npm run emulator`. */
function run(env: Record<string, string> = {}): string[] {
  const { status, stdout, stderr } = node([join(clone, "scripts/emulator.mjs")], env);
  const announced = /^(Installing the packages of package-lock.json|Building) …\n/gm;
  expect([status, stderr.replaceAll(announced, "")]).toEqual([0, ""]);
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

it("where nothing can be written a command names the folder, and the variable that says another one", () => {
  const folder = join(clone, "a file", "local");
  write("a file", "");
  const { status, stderr } = node(
    [
      "--input-type=module",
      "--eval",
      `import { localFolder } from ${JSON.stringify(pathToFileURL(join(clone, "scripts/setup.mjs")))};
       localFolder("backend");`,
    ],
    { MODEL_ACCESS_LOCAL: folder },
  );
  const line = `${join(folder, "backend")} cannot be written. Name a folder that can be: MODEL_ACCESS_LOCAL=<folder>\n`;
  expect([status, stderr]).toEqual([1, line]);
});

it("of two first commands at the same time both use one passphrase", async () => {
  const local = join(clone, "local");
  mkdirSync(local);
  const script = `import { isolated } from ${JSON.stringify(pathToFileURL(join(clone, "scripts/isolation.mjs")))};
    process.stdout.write(isolated({}, ${JSON.stringify(local)}, 4577).PULUMI_CONFIG_PASSPHRASE);`;
  const runs = Array.from({ length: 4 }, () =>
    promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]),
  );
  const passphrases = new Set((await Promise.all(runs)).map(({ stdout }) => stdout));
  expect([...passphrases]).toEqual([readFileSync(join(local, "passphrase"), "utf8")]);
  expect(readdirSync(local).sort()).toEqual(["backend", "empty", "passphrase"]);
});

it("packing takes away what was built of a file that is gone, and never what a test beside it may be loading", () => {
  run();
  for (const file of ["cli.js.map", "gone.js", "gone.d.ts", "services/gone.js.map"])
    write(`emulator/dist/${file}`, "");
  const { status, stdout } = spawnSync(process.execPath, ["../scripts/pack.mjs", "lend"], {
    cwd: join(clone, "emulator"),
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([0, "tsc\n"]);
  const kept = readdirSync(join(clone, "emulator/dist"), { withFileTypes: true, recursive: true });
  expect(kept.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(
    expect.arrayContaining(["cli.js", "cli.js.map", "tsconfig.tsbuildinfo"]),
  );
  expect(kept.filter(({ name }) => name.startsWith("gone"))).toEqual([]);
});
