import { readFileSync } from "node:fs";

import { expect } from "@jest/globals";

import type { ImportFile } from "#provider/host/dynamic/import-file";

import { type Ended, runCommand } from "../command";
import type { DeployedStack } from "./engines";
import type { TestProject } from "./project";

/** What `pulumi-model-access import-file` says and how it ends. */
export function writeImportFile(
  project: TestProject,
  config: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Ended> {
  const settings = Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
  return runCommand("provider/bin/pulumi-model-access.cjs", ["import-file", ...args, ...settings], {
    cwd: project.folder,
  });
}

/** Imports the files as they are. */
export async function importInto(stack: DeployedStack, ...files: string[]): Promise<void> {
  for (const file of files) {
    const { resources } = JSON.parse(readFileSync(file, "utf8")) as ImportFile;
    const { stdout } = await stack.import({
      resources: resources as never,
      protect: false,
      generateCode: false,
    });
    expect(stdout).not.toContain("failed to validate");
  }
}
