import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { expect, it } from "@jest/globals";
import * as ts from "typescript";

const REPOSITORY = resolve(__dirname, "../../..");
const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  target: ts.ScriptTarget.ES2022,
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** The files that the compiler reads for a program of these lines. */
function readFor(program: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "model-access-types-"));
  try {
    symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
    const file = join(folder, "index.ts");
    writeFileSync(file, program);
    return ts
      .createProgram([file], OPTIONS)
      .getSourceFiles()
      .map(({ fileName }) => fileName);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it("a program that imports the package loads no types but Pulumi's and the package's own", () => {
  const packageOf = (file: string) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
  const withPulumi = readFor('import "@pulumi/pulumi";');
  const known = new Set(withPulumi.map(packageOf));
  const withUs = readFor('import "@pulumi/pulumi";\nimport "pulumi-model-access";');
  const news = withUs.filter((file) => !withPulumi.includes(file) && !file.endsWith("/index.ts"));
  expect(news).toContainEqual(expect.stringMatching(/provider\/dist\/index\.d\.ts$/));
  const strangers = news.filter((file) => !file.includes("/provider/dist/") && !known.has(packageOf(file)));
  expect(strangers).toEqual([]);
});
