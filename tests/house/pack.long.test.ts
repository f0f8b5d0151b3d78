import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

const REPOSITORY = resolve(__dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "pack-"));
const clone = join(folder, "clone");
const project = join(folder, "project");

/** What a package is made of, without what has been built of it. */
const CLONED = [
  ...["package.json", "package-lock.json", "tsconfig.base.json", "README.md", "LICENSE"],
  ...["docs", "scripts", "provider", "emulator"],
];

function run(command: string, args: string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  expect([status, stderr]).toEqual([0, expect.anything()]);
  return stdout;
}

beforeAll(() => {
  for (const entry of CLONED)
    cpSync(join(REPOSITORY, entry), join(clone, entry), {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => basename(path) !== "dist",
    });
  // What is installed, link by link: an `npm ci` would empty the folder that a link of its name leads to.
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  for (const entry of readdirSync(join(REPOSITORY, "node_modules")).filter((name) => !name.startsWith(".")))
    symlinkSync(join(REPOSITORY, "node_modules", entry), join(modules, entry));
  cpSync(modules, join(clone, "node_modules"), { recursive: true, verbatimSymlinks: true });
  // It counts as installed where this is newer than the lock file.
  writeFileSync(join(clone, "node_modules/.package-lock.json"), "{}");
  // A project whose dependencies are installed, up to the package itself.
  mkdirSync(join(project, "node_modules"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ["provider", "pulumi-model-access", "errors", ["docs/reviewed-terms.md", "reviewed-terms.schema.json"]],
  ["emulator", "pulumi-model-access-emulator", "world", ["emulator-behaviours.md"]],
])(
  "npm pack of a fresh clone's %s gives a package that works once it is installed",
  (workspace, name, command, pages) => {
    run("npm", ["pack", "--workspace", workspace], clone);
    const [tarball = ""] = readdirSync(clone).filter((file) => file.startsWith(`${name}-0`));
    const installed = join(project, "node_modules", name);
    mkdirSync(installed);
    run("tar", ["-xzf", join(clone, tarball), "--strip-components=1", "-C", installed], project);
    for (const file of ["README.md", "LICENSE", "dist/index.js", "dist/index.d.ts", ...pages])
      expect([file, existsSync(join(installed, file))]).toEqual([file, true]);
    expect(existsSync(join(clone, workspace, "README.md"))).toBe(false);
    expect(run("node", ["-e", `console.log(Object.keys(require("${name}")).length)`], project)).toMatch(
      /^\d+/,
    );
    const [bin = ""] = readdirSync(join(installed, "bin"));
    expect(run("node", [join(installed, "bin", bin), command], project)).not.toBe("");
  },
  120_000,
);
