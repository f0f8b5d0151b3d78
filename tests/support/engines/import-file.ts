import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { expect } from "@jest/globals";

import type { ImportFile } from "#provider/host/dynamic/import-file";

import { type Ended, runCommand } from "../command";
import type { DeployedStack, DeploymentEngine } from "./engines";
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

/** The CLI imports the files; the embedded engine takes the same resources as a state. */
export async function importInto(
  stack: DeployedStack,
  engine: DeploymentEngine,
  project: TestProject,
  config: Readonly<Record<string, string>>,
  ...files: string[]
): Promise<void> {
  if (engine.name === "Pulumi CLI") {
    for (const file of files) importByCommand(stack, project, file);
    return;
  }
  const resources = files.flatMap((file) => (JSON.parse(readFileSync(file, "utf8")) as ImportFile).resources);
  const provider = "urn:pulumi:dev::test::pulumi:providers:pulumi-nodejs::default";
  const root = "urn:pulumi:dev::test::pulumi:pulumi:Stack::test-dev";
  const states = resources.map(({ type, name, id, inputs, outputs }) => ({
    urn: `urn:pulumi:dev::test::${type}::${name}`,
    custom: true,
    id,
    type,
    inputs,
    outputs,
    parent: root,
    provider: `${provider}::imported`,
  }));
  const state = {
    version: 3,
    deployment: {
      manifest: {},
      resources: [
        { urn: root, custom: false, type: "pulumi:pulumi:Stack" },
        {
          urn: provider,
          custom: true,
          id: "imported",
          type: "pulumi:providers:pulumi-nodejs",
          inputs: config,
          outputs: config,
        },
        ...states,
      ],
    },
  };
  await stack.importStack(state as never);
}

function importByCommand(stack: DeployedStack, project: TestProject, file: string): void {
  const settings = ["--yes", "--generate-code=false", "--protect=false", "--stack", "dev"];
  const { status, stdout, stderr } = spawnSync("pulumi", ["import", ...settings, "--file", file], {
    cwd: project.folder,
    env: { ...process.env, ...stack.environment },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`pulumi import: ${stdout}${stderr}`);
  expect(`${stdout}${stderr}`).not.toContain("failed to validate");
}
