// `npm pack` and `npm publish` of a package run this before and after: `lend` builds it afresh and gives it files of the root,
// `return` takes them away again. A file may get another name: `docs/emulator.md:README.md`.
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

import { build, install, ROOT } from "./setup.mjs";

/** What is made beside the files of an example: it is not lent, least of all somebody's settings of a stack. */
const MADE = /^(dist|node_modules|sdks|venv|Pulumi\..+\.yaml)$/;

/** What was built of files that are gone. All else stays: tests and programs may be running of it. */
function builtOfNothing() {
  return readdirSync("dist", { recursive: true }).filter((file) => {
    const [, source] = /^(.*?)(?:\.d\.ts|\.js)(?:\.map)?$/.exec(file) ?? [];
    return source !== undefined && !existsSync(`${source}.ts`);
  });
}

const [verb, ...files] = process.argv.slice(2);
const lent = files.map((file) => {
  const [from, to = basename(from)] = file.split(":");
  return { from: join(ROOT, from), to };
});

if (verb === "lend") {
  install();
  build(process.cwd(), "--force");
  for (const file of builtOfNothing()) rmSync(join("dist", file));
  for (const { from, to } of lent)
    cpSync(from, to, { recursive: true, filter: (path) => !MADE.test(basename(path)) });
} else {
  for (const { to } of lent) rmSync(to, { recursive: true });
}
