// `npm pack` and `npm publish` of a package run this before and after: `lend` builds it afresh and gives it files of the root,
// `return` takes them away again. A file may get another name: `docs/emulator.md:README.md`.
import { cpSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

import { build, install, ROOT } from "./setup.mjs";

const [verb, ...files] = process.argv.slice(2);
const lent = files.map((file) => {
  const [from, to = basename(from)] = file.split(":");
  return { from: join(ROOT, from), to };
});

if (verb === "lend") {
  install();
  rmSync("dist", { recursive: true, force: true }); // what was built of files that are gone
  build(process.cwd());
  for (const { from, to } of lent) cpSync(from, to, { recursive: true });
} else {
  for (const { to } of lent) rmSync(to, { recursive: true });
}
