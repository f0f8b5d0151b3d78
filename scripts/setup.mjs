import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Built } from "./built.mjs";
import { npm } from "./tools.mjs";

/** The folder of the repository. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * What the commands keep for themselves: stacks, passphrases, the clients' environment. Git does not look there.
 * MODEL_ACCESS_LOCAL says another folder.
 */
export const LOCAL = process.env.MODEL_ACCESS_LOCAL ?? join(ROOT, ".local");

/** A folder in LOCAL, made where it is missing. A checkout may be read-only, or belong to somebody else. */
export function localFolder(name) {
  const folder = join(LOCAL, name);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    process.stderr.write(
      `${folder} cannot be written. Name a folder that can be: MODEL_ACCESS_LOCAL=<folder>\n`,
    );
    process.exit(1);
  }
  return folder;
}

/**
 * Installs what is missing and builds what is out of date, so that every command works on a fresh clone. Tests are run of what is
 * built, and tell the commands so (jest.config.mjs): MODEL_ACCESS_IS_SET_UP.
 */
export function setUp() {
  if (process.env.MODEL_ACCESS_IS_SET_UP) return;
  install();
  const built = new Built(ROOT);
  if (built.isCurrent) return;
  process.stderr.write("Building …\n");
  build(ROOT);
  built.remember();
}

export function install() {
  if (isInstalled()) return;
  process.stderr.write("Installing the packages of package-lock.json …\n");
  const [command, ...first] = npm();
  run(command, [...first, "ci", "--no-audit", "--no-fund", "--loglevel", "error"]);
}

/** Builds what is out of date in a folder, and in those that it refers to; more options are the compiler's. */
export function build(folder, ...options) {
  run(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "--build", folder, ...options]);
}

/** Git writes the lock file anew at every checkout that touches it, so a newer one may say what is installed all the same. */
function isInstalled() {
  const [wanted, installed] = ["package-lock.json", "node_modules/.package-lock.json"].map((name) =>
    join(ROOT, name),
  );
  if (!existsSync(installed)) return false;
  if (statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return true;
  const [lock, there] = [wanted, installed].map(
    (path) => JSON.parse(readFileSync(path, "utf8")).packages ?? {},
  );
  return Object.entries(lock).every(
    ([path, { version, optional, link }]) =>
      !path.startsWith("node_modules/") || optional || link || there[path]?.version === version,
  );
}

/** Runs a command where the user sees it; when it fails, so does this process. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", ...options });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
