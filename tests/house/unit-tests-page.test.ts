import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { afterAll, expect, it } from "@jest/globals";
import * as ts from "typescript";

import { TestProject } from "../support/engines/project";

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  target: ts.ScriptTarget.ES2022,
  types: ["node"],
  strict: true,
  skipLibCheck: true,
};

const project = new TestProject("");
afterAll(() => project.remove());

it("the program and the test in docs/unit-tests.md compile, and the test passes", () => {
  const page = readFileSync(resolve(__dirname, "../../../docs/unit-tests.md"), "utf8");
  const files = [...page.matchAll(/```ts\n\/\/ (\S+)\n([^]*?)```/g)].map(([, name = "", text = ""]) => {
    project.write(name, text);
    return name;
  });
  expect(files).toEqual(["program.ts", "program.test.ts"]);
  const paths = files.map((name) => join(project.folder, name));
  const program = ts.createProgram(paths, OPTIONS);
  const problems = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
  expect(problems).toEqual([]);
  program.emit();
  const { stdout, status } = spawnSync(process.execPath, ["--test", "program.test.js"], {
    cwd: project.folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  expect(stdout).toMatch(/pass 1\b/);
  expect(status).toBe(0);
});
