// `npm run check`: format, types, lint with the direction of imports, dead code, what would be published.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ROOT, setUp } from "./setup.mjs";
import { npm, tool } from "./tools.mjs";

/** The packages with a tarball; that of the engine is for tests, and private. */
const PACKAGES = ["provider", "emulator", "engine"];

const shown = { cwd: ROOT, stdio: "inherit" };
/** A command that is right unless it says otherwise; what it writes is read only then. */
const quiet = { cwd: ROOT, encoding: "utf8" };

function succeeds([command, ...begin], args, options = shown) {
  const { status, error, stdout, stderr } = spawnSync(command, [...begin, ...args], options);
  if (error) throw error;
  if (status !== 0 && options === quiet) process.stderr.write(`${args.join(" ")}\n${stdout}${stderr}`);
  return status === 0;
}

/** Whether each package's tarball can be required, imported and type-checked wherever it says so. */
function packagesAreRight() {
  const folder = mkdtempSync(join(tmpdir(), "packages-"));
  try {
    // As it is built now: `prepack` would build again, under the feet of whoever runs tests.
    const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder];
    if (!succeeds(npm(), [...pack, ...PACKAGES.flatMap((name) => ["--workspace", name])], quiet))
      return false;
    const tarballs = readdirSync(folder).map((name) => join(folder, name));
    const results = tarballs.flatMap((tarball) => [
      succeeds(tool("publint"), ["run", tarball, "--strict"], quiet),
      succeeds(tool("@arethetypeswrong/cli", "attw"), [tarball, "--format", "ascii"], quiet),
    ]);
    return tarballs.length === PACKAGES.length && results.every(Boolean);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

setUp();
const checks = {
  format: () => succeeds(tool("prettier"), ["--check", "--log-level", "warn", "."]),
  lint: () => succeeds(tool("eslint"), ["--max-warnings", "0", "."]),
  "dead code": () => succeeds(tool("knip"), ["--no-progress"]),
  packages: packagesAreRight,
};
const failed = Object.entries(checks).filter(([name, passes]) => {
  const passed = passes();
  console.log(`${passed ? "ok    " : "FAILED"}  ${name}`);
  return !passed;
});
process.exitCode = failed.length === 0 ? 0 : 1;
