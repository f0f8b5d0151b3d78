// `npm run release`: makes of what waits in .changeset the next version of all packages and its part of CHANGELOG.md.
// `npm run release -- publish` publishes every version that the registry does not have yet; a workflow does it, with provenance.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT, run, setUp } from "./setup.mjs";
import { npm, tool } from "./tools.mjs";

/** Where the version stands besides in the manifests, which changesets writes. A test finds what is missing here. */
export const NAMES_THE_VERSION = [
  "README.md",
  "docs/emulator.md",
  "package.json",
  "provider/plugin/package-schema.json",
  "provider/plugin/package.json",
  "provider/version.ts",
];
/** What changesets publishes: not the engine, which is private. */
const PUBLISHED = ["provider", "emulator"];

const edit = (file, change) =>
  writeFileSync(join(ROOT, file), change(readFileSync(join(ROOT, file), "utf8")));
const versionNow = () => JSON.parse(readFileSync(join(ROOT, "provider/package.json"), "utf8")).version;
function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
const runTool = ([command, ...begin], ...args) => run(command, [...begin, ...args]);

/** What the changesets say, without their heads: the front matter is for changesets. */
function summaries() {
  const folder = join(ROOT, ".changeset");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => readFileSync(join(folder, name), "utf8").replace(/^---\n[^]*?\n---\n/, ""))
    .map((text) => `- ${text.trim().replaceAll("\n", "\n  ")}\n`);
}

function nextVersion() {
  const [before, news] = [versionNow(), summaries()];
  if (news.length === 0) fail("nothing waits in .changeset: npx changeset");
  runTool(tool("@changesets/cli", "changeset"), "version");
  const version = versionNow();
  for (const file of NAMES_THE_VERSION) edit(file, (text) => text.replaceAll(before, version));
  edit("CHANGELOG.md", (text) => text.replace(/^## /m, () => `## ${version}\n\n${news.join("")}\n## `));
  runTool(npm(), "install", "--package-lock-only", "--ignore-scripts");
  setUp();
  runTool([process.execPath], join(ROOT, "scripts/generate.mjs"));
  runTool(tool("prettier"), "--write", "--log-level", "warn", "CHANGELOG.md", "package.json");
}

/** npm grants provenance only where a package says which repository it is built from: the one that builds it says so. */
function publish() {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
  if (!server || !repository) fail("the packages are published by their repository's workflow, release.yml");
  for (const directory of PUBLISHED)
    edit(`${directory}/package.json`, (text) => {
      const stated = { type: "git", url: `git+${server}/${repository}.git`, directory };
      return JSON.stringify({ ...JSON.parse(text), repository: stated }, undefined, 2) + "\n";
    });
  runTool(tool("@changesets/cli", "changeset"), "publish");
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv[2] === "publish") publish();
  else nextVersion();
}
