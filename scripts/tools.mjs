// How commands are started on every system: Windows has no `npm` and no `.bin/…` that could be run without a shell.
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const MODULES = join(dirname(fileURLToPath(import.meta.url)), "..", "node_modules");

/** The command that runs an installed tool by its package's own JavaScript, with the arguments to begin with. */
export function tool(name, command = basename(name)) {
  const folder = join(MODULES, name);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return [process.execPath, join(folder, typeof bin === "string" ? bin : bin[command])];
}

/** The same for npm: the one that runs us, or the one that came with Node. */
export function npm() {
  const { npm_execpath: running = "" } = process.env;
  if (basename(running) === "npm-cli.js") return [process.execPath, running];
  // Where Node's installer for Windows puts it.
  const beside = join(dirname(process.execPath), "node_modules/npm/bin/npm-cli.js");
  return process.platform === "win32" ? [process.execPath, beside] : ["npm"];
}
