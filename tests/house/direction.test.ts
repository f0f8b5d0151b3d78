import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

import { beforeAll, describe, expect, it } from "@jest/globals";

const REPOSITORY = resolve(__dirname, "../../..");

/** Reads `[file, specifier]` pairs and prints, for each, whether the lint rule lets the file import that. */
const LINT = `
const { ESLint } = require("eslint");
const eslint = new ESLint({
  // Types are not needed for what is imported where, and the files do not exist.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: null } } },
  ruleFilter: ({ ruleId }) => ruleId === "no-restricted-imports",
});
(async () => {
  const answers = [];
  for (const [filePath, specifier] of JSON.parse(process.argv[1])) {
    const [{ messages }] = await eslint.lintText('import "' + specifier + '";', { filePath });
    if (messages.some(({ fatal }) => fatal)) throw new Error(messages[0].message);
    answers.push(messages.length === 0);
  }
  console.log(JSON.stringify(answers));
})();`;

/** Jest cannot load ESLint's configuration, which is an ES module; a process of its own can. */
function mayImport(pairs: readonly (readonly [file: string, specifier: string])[]): boolean[] {
  const script = ["-e", LINT, JSON.stringify(pairs)];
  const { stdout, stderr } = spawnSync(process.execPath, script, { cwd: REPOSITORY, encoding: "utf8" });
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout) as boolean[];
}

const FORBIDDEN = [
  ["engine/new.ts", "pulumi-model-access"],
  ["engine/new.ts", "@aws-sdk/client-bedrock"],
  ["engine/run/new.ts", "../../provider/core/wait"],
  ["engine/run/new.ts", "#emulator/index"],
  ["emulator/new.ts", "../provider/aws/config"],
  ["emulator/new.ts", "@pulumi/pulumi"],
  ["emulator/services/bedrock/new.ts", "pulumi-model-access-engine"],
  ["provider/new.ts", "pulumi-model-access-emulator"],
  ["provider/core/new.ts", "../aws/aws"],
  ["provider/core/new.ts", "@aws-sdk/client-bedrock"],
  ["provider/core/new.ts", "@pulumi/pulumi"],
  ["provider/aws/new.ts", "../bedrock/offers"],
  ["provider/aws/new.ts", "@pulumi/pulumi"],
  ["provider/bedrock/new.lifecycle.ts", "@pulumi/pulumi"],
  ["provider/bedrock/new.lifecycle.ts", "../transport/dynamic/resource"],
  ["provider/core/new.ts", "../comprehend/models"],
  ["provider/aws/new.ts", "../comprehend/models"],
  ["provider/comprehend/new.lifecycle.ts", "@pulumi/pulumi"],
  ["provider/services/comprehend/models.ts", "../transport/dynamic/resource"],
  ["provider/guard/policies/new.ts", "@pulumi/aws"],
  ["provider/guard/policies/new.ts", "@pulumi/pulumi"],
  ["provider/guard/new.ts", "@aws-sdk/client-organizations"],
  ["examples/new/index.ts", "#provider/index"],
  ["examples/new/index.ts", "../../provider"],
  ["examples/new/index.ts", "pulumi-model-access-emulator"],
] as const;

const ALLOWED = [
  ["engine/new.ts", "@pulumi/pulumi/automation"],
  ["engine/run/new.ts", "../host/client"],
  ["provider/bedrock/new.ts", "../transport/dynamic/resource"],
  ["provider/bedrock/new.lifecycle.ts", "../aws/aws"],
  ["provider/bedrock/new.lifecycle.ts", "../core/wait"],
  ["provider/transport/dynamic/new.ts", "@pulumi/pulumi"],
  ["provider/guard/new.ts", "@pulumi/aws"],
  ["examples/new/index.ts", "pulumi-model-access"],
  ["tests/new.test.ts", "#engine/index"],
] as const;

describe("the direction of imports", () => {
  let answers: boolean[];
  beforeAll(() => {
    answers = mayImport([...FORBIDDEN, ...ALLOWED]);
  });

  it.each(FORBIDDEN.map((pair, i) => [...pair, i] as const))("keeps %s from %s", (_file, _specifier, i) => {
    expect(answers[i]).toBe(false);
  });

  it.each(ALLOWED.map((pair, i) => [...pair, i] as const))("lets %s have %s", (_file, _specifier, i) => {
    expect(answers[FORBIDDEN.length + i]).toBe(true);
  });
});
