import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { describe, expect, it } from "@jest/globals";

const REPOSITORY = resolve(__dirname, "../../..");

/** Prettier is an ES module, which a test cannot load; a process of its own can. */
const SCRIPT = `
require("./scripts/dist/generate/generated.js").generatedFiles().then((files) => console.log(JSON.stringify([...files])));`;

describe("what is made of the declarations", () => {
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", SCRIPT], {
    cwd: REPOSITORY,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const files = JSON.parse(stdout || "[]") as [file: string, text: string][];

  it("can be made", () => {
    expect(stderr).toBe("");
    expect(files.length).toBeGreaterThan(15);
  });

  // Else: npm run generate
  it.each(files)("is up to date: %s", (file, text) => {
    expect(readFileSync(resolve(REPOSITORY, file), "utf8")).toBe(text);
  });
});
