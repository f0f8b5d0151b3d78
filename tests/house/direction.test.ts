import { resolve } from "node:path";

import { describe, expect, it } from "@jest/globals";
import { ESLint } from "eslint";

const REPOSITORY = resolve(__dirname, "../../..");
const eslint = new ESLint({
  cwd: REPOSITORY,
  // Types are not needed for what is imported where, and the files below do not exist.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: null } } },
  ruleFilter: ({ ruleId }) => ruleId === "no-restricted-imports",
});

/** Whether the lint rule lets a file import something. */
async function mayImport(file: string, specifier: string): Promise<boolean> {
  const [result] = await eslint.lintText(`import "${specifier}";\n`, { filePath: resolve(REPOSITORY, file) });
  const parsing = result!.messages.filter(({ fatal }) => fatal);
  expect(parsing).toEqual([]);
  return result!.errorCount === 0;
}

describe("the direction of imports", () => {
  it.each([
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
    ["examples/new/index.ts", "#provider/index"],
    ["examples/new/index.ts", "../../provider"],
    ["examples/new/index.ts", "pulumi-model-access-emulator"],
  ])("keeps %s from %s", async (file, specifier) => {
    expect(await mayImport(file, specifier)).toBe(false);
  });

  it.each([
    ["engine/new.ts", "@pulumi/pulumi/automation"],
    ["engine/run/new.ts", "../host/client"],
    ["provider/bedrock/new.ts", "../transport/dynamic/resource"],
    ["provider/bedrock/new.lifecycle.ts", "../aws/aws"],
    ["provider/bedrock/new.lifecycle.ts", "../core/wait"],
    ["provider/transport/dynamic/new.ts", "@pulumi/pulumi"],
    ["examples/new/index.ts", "pulumi-model-access"],
    ["tests/new.test.ts", "#engine/index"],
  ])("lets %s have %s", async (file, specifier) => {
    expect(await mayImport(file, specifier)).toBe(true);
  });
});
