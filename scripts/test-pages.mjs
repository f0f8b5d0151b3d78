// `npm run test:pages`: the pages that commands write, in a real browser. Screenshots are kept in .local/pages.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { runJest } from "./jest.mjs";
import { localFolder, run, setUp } from "./setup.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** A browser of this machine; MODEL_ACCESS_BROWSER names another one. */
function browser() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const there = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) =>
    existsSync(file),
  );
  return process.env.MODEL_ACCESS_BROWSER ?? there;
}

setUp();
if (browser() === undefined && process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
  process.stderr.write("Installing Chromium of this Debian …\n");
  run("apt-get", ["update", "-qq"]);
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"]);
}
const found = browser();
if (found === undefined) {
  console.error(
    "npm run test:pages needs Chromium or Chrome: apt-get install chromium, or MODEL_ACCESS_BROWSER=/path/to/it",
  );
  process.exit(1);
}
process.env.MODEL_ACCESS_BROWSER = found;
process.env.MODEL_ACCESS_SCREENSHOTS = localFolder("pages");
runJest(["dist/pages", ...process.argv.slice(2)]);
