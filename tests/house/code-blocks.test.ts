import { spawnSync } from "node:child_process";

import { afterAll, expect, it } from "@jest/globals";
import * as ts from "typescript";
import { parse as parseYaml } from "yaml";

import { parsePolicy } from "#emulator/policies/parse";

import { type Block, blocksOf, PAGES } from "../support/pages/blocks";
import { commandProblems } from "../support/pages/commands";
import { PULUMI } from "../support/pages/pulumi-commands";
import { OPTIONS, typeProblems } from "../support/pages/type-check";
import { isCliPresent } from "../support/engines/engines";
import { TestProject } from "../support/engines/project";

const blocks = PAGES.flatMap(blocksOf);
const inLanguage = (...languages: string[]): Block[] =>
  blocks.filter(({ language }) => languages.includes(language));

/** What is neither run nor checked here, and why. */
const NOT_CHECKED: Readonly<Record<string, string>> = {
  "": "what a command prints",
  hcl: "Terraform is not to be had where this is built",
  mermaid: "GitHub draws it",
  python: "`npm run test:clients` has the Python for it",
  text: "what a command prints",
};

const project = new TestProject("");
afterAll(() => project.remove());

it("every block on a page is in a language that is checked here, or is named with the reason why not", () => {
  const checked = ["ts", "sh", "inline", "json", "yaml"];
  const others = blocks.filter(
    ({ language }) => ![...checked, ...Object.keys(NOT_CHECKED)].includes(language),
  );
  expect(others).toEqual([]);
});

it("every block of TypeScript compiles", () => {
  expect(typeProblems(inLanguage("ts"))).toEqual([]);
});

it("every command can be run as it stands: scripts, commands, options and operations are there", () => {
  const problems = inLanguage("sh", "inline").flatMap((block) =>
    commandProblems(block).map((problem) => `${block.page}:${block.line}: ${problem}`),
  );
  expect(problems).toEqual([]);
});

it("every block of JSON or YAML can be read, and a policy is one that IAM takes for a role", () => {
  for (const { language, text } of inLanguage("json", "yaml")) {
    const value = (language === "json" ? JSON.parse(text) : parseYaml(text)) as object;
    if (language === "json" && "Statement" in value) parsePolicy(text, { principal: false, newest: true });
  }
});

it("the test in docs/unit-tests.md passes", () => {
  const files = inLanguage("ts").filter(({ page }) => page === "docs/unit-tests.md");
  expect(files).toHaveLength(2);
  for (const { text } of files) {
    const [, name = ""] = /^\/\/ (\S+)\.ts\n/.exec(text) ?? [];
    project.write(`${name}.js`, ts.transpileModule(text, { compilerOptions: OPTIONS }).outputText);
  }
  const { stdout, status } = spawnSync(process.execPath, ["--test", "program.test.js"], {
    cwd: project.folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  expect(stdout).toMatch(/pass 1\b/);
  expect(status).toBe(0);
});

(isCliPresent() ? it : it.skip)("Pulumi's CLI has every command and option that pages ask for", () => {
  const helpOf = (...args: string[]) => spawnSync("pulumi", [...args, "--help"], { encoding: "utf8" });
  const missing = Object.entries(PULUMI).flatMap(([command, options]) => {
    const words = command.split(" ");
    // Of what is no command, the help of the one above it is shown.
    if (helpOf(...words).stdout === helpOf(...words.slice(0, -1)).stdout) return [command];
    // Some options are in no help text, so the CLI is asked for each, with a value that it may refuse.
    return options.filter((option) => helpOf(...words, `${option}=x`).stderr.includes("unknown"));
  });
  expect(missing).toEqual([]);
});
