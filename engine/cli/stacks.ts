import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { readProject } from "../project";
import { Stack } from "../stack";
import { UsageError } from "./terminal";

/** What all verbs share. */
export interface GlobalOptions {
  readonly cwd: string;
  readonly stateDir: string;
  readonly stack?: string;
  readonly color?: string;
}

export async function openStack(
  options: GlobalOptions,
  mode: "create" | "select" = "select",
): Promise<Stack> {
  const stackName = options.stack ?? selectedStack(options);
  if (stackName === undefined)
    throw new UsageError("no stack selected; use stack select or stack init, or --stack");
  const passphrase = process.env["PULUMI_CONFIG_PASSPHRASE"];
  if (passphrase === undefined) {
    throw new UsageError("passphrase must be set with the PULUMI_CONFIG_PASSPHRASE environment variable");
  }
  const { cwd: workDir, stateDir } = options;
  return Stack.open({ stackName, workDir, stateDir, passphrase }, mode);
}

export function selectStack(options: GlobalOptions, name: string): void {
  mkdirSync(folder(options), { recursive: true });
  writeFileSync(join(folder(options), "selected"), name);
}

function selectedStack(options: GlobalOptions): string | undefined {
  const path = join(folder(options), "selected");
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** The stacks of the project, the selected one marked. */
export function listStacks(options: GlobalOptions): { name: string; selected: boolean }[] {
  const selected = selectedStack(options);
  if (!existsSync(folder(options))) return [];
  return readdirSync(folder(options))
    .map((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1])
    .filter((name) => name !== undefined)
    .sort()
    .map((name) => ({ name, selected: name === selected }));
}

function folder({ cwd, stateDir }: GlobalOptions): string {
  return join(stateDir, readProject(cwd).name);
}
