import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { afterAll } from "@jest/globals";
import type * as automation from "@pulumi/pulumi/automation";

import { Stack } from "#engine/index";
import { StackSettings } from "#engine/settings";

import { type Ended, ended } from "../command";
import { cleanEnvironment, COMMANDS } from "../hosts/host";
import type { EngineName } from "./cell-titles";
import { nodesIn } from "./processes";
import type { TestProject } from "./project";

/** What tests need of a stack, whichever engine deploys it. */
export type DeployedStack = Pick<
  automation.Stack,
  | "up"
  | "preview"
  | "refresh"
  | "previewRefresh"
  | "destroy"
  | "previewDestroy"
  | "outputs"
  | "setAllConfig"
  | "removeConfig"
> & {
  /** The CLI always shows the secrets. */
  exportStack(showSecrets?: boolean): Promise<{ deployment: unknown }>;
  importStack(state: never): Promise<void>;
  /** Takes over what exists; the Automation API's types do not know that inputs and outputs may be given. */
  import(options: {
    resources: automation.ImportResource[];
    protect?: boolean;
    generateCode: false;
  }): Promise<{ stdout: string }>;
  /** Everything that the engine has written to its disk. */
  stored(): string;
  /** Runs a command of the engine on this stack, as people type it. */
  command(...args: string[]): Promise<Ended>;
};

export interface DeploymentEngine<S extends DeployedStack = DeployedStack> {
  readonly name: EngineName;
  open(project: TestProject, env?: Record<string, string>): Promise<S>;
}

const PASSPHRASE = "correct horse battery staple";
const STACK = "dev";
/** Goes with the passphrase. A process derives the key for a salt once, and that takes it half a second. */
const SALT = "v1:DxGa5wddwSY=:v1:yZUoId/gwjL3b0Jk:6l6tlAkiqKMCV4NRS2myGWqgdDSOzA==";

/** The oldest CLI whose dynamic host lets a read return inputs. */
const OLDEST_CLI = [3, 216];

/** The embedded engine's command. */
const COMMAND = require.resolve("#engine/cli");

/** Stands for the plugin of @pulumi/aws; see there. */
const AWS_PLUGIN = [
  process.execPath,
  "--require",
  require.resolve("#engine/guards/exit-with-parent"),
  join(__dirname, "aws-plugin", "main.js"),
] as const;

/** A folder in which the CLI finds the same one. */
function pluginFolder(): string {
  const folder = temporaryFolder();
  const command = [process.execPath, AWS_PLUGIN.at(-1)!].map((one) => JSON.stringify(one)).join(" ");
  writeFileSync(join(folder, "pulumi-resource-aws"), `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  return folder;
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "model-access-engine-"));
  folders.push(folder);
  return folder;
}

function contentOf(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

/** The embedded engine's own stack, which can do more than the Automation API's. */
export type EmbeddedStack = Stack & Pick<DeployedStack, "stored" | "command">;

export const embedded: DeploymentEngine<EmbeddedStack> = {
  name: "embedded engine",
  async open(project, env = {}) {
    const stateDir = temporaryFolder();
    new StackSettings(join(stateDir, project.name, `Pulumi.${STACK}.yaml`)).create(SALT);
    const stack = await Stack.createOrSelect({
      stackName: STACK,
      workDir: project.folder,
      stateDir,
      passphrase: PASSPHRASE,
      env: cleanEnvironment(env),
      plugins: { aws: AWS_PLUGIN },
    });
    const where = ["--cwd", project.folder, "--state-dir", stateDir];
    const asTyped = {
      cwd: project.folder,
      env: cleanEnvironment({ ...env, PULUMI_CONFIG_PASSPHRASE: PASSPHRASE }),
    };
    return Object.assign(stack, {
      stored: () => contentOf(stateDir),
      command: (...args: string[]) =>
        ended(process.execPath, [COMMAND, ...where, ...args, "--stack", STACK], asTyped),
    });
  },
};

export const cli: DeploymentEngine = {
  name: "Pulumi CLI",
  async open(project, env = {}) {
    // Only runs on the CLI need it, and loading it takes half a second.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { LocalWorkspace } = require("@pulumi/pulumi/automation") as typeof automation;
    const home = temporaryFolder();
    const envVars = {
      // The Automation API adds these to the caller's environment, so AWS settings of the caller are blanked.
      ...Object.fromEntries(
        Object.keys(process.env)
          .filter((name) => name.startsWith("AWS_"))
          .map((name) => [name, ""]),
      ),
      HOME: home,
      PULUMI_HOME: join(home, ".pulumi"),
      PULUMI_BACKEND_URL: `file://${home}`,
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      AWS_EC2_METADATA_DISABLED: "true",
      PATH: `${pluginFolder()}${delimiter}${COMMANDS}`,
      ...env,
    };
    const where = { stackName: STACK, workDir: project.folder };
    const stack = await LocalWorkspace.createOrSelectStack(where, { envVars });
    return Object.assign(stack, {
      stored: () => contentOf(join(home, ".pulumi")),
      command: (...args: string[]) =>
        ended("pulumi", [...args, "--stack", STACK, "--non-interactive"], {
          cwd: project.folder,
          env: { ...process.env, ...envVars },
        }),
    });
  },
};

/** Whether one is on PATH, and new enough. */
export function isCliPresent(): boolean {
  return (presence ??= findCli());
}
let presence: boolean | undefined;

function findCli(): boolean {
  const { status, stdout } = spawnSync("pulumi", ["version"], { encoding: "utf8" });
  if (status !== 0) return false;
  const [, major = 0, minor = 0] = (/^v(\d+)\.(\d+)/.exec(stdout) ?? []).map(Number);
  return major > OLDEST_CLI[0]! || (major === OLDEST_CLI[0]! && minor >= OLDEST_CLI[1]!);
}

/** The Node processes that run in the folder of a project: its program and its provider hosts. */
export function processesOf(project: TestProject): number[] {
  return nodesIn(project.folder, () => true);
}

/** The processes that run resources of a project: Pulumi's dynamic hosts, and this package's plugin. */
export function hostsOf(project: TestProject): number[] {
  return nodesIn(project.folder, (command) =>
    command.some((argument) => /dynamic-provider|pulumi-model-access\/plugin/.test(argument)),
  );
}

/** Gives a stack its configuration. */
export async function configure(
  stack: Pick<DeployedStack, "setAllConfig">,
  config: Readonly<Record<string, string>>,
  secrets: readonly string[] = [],
): Promise<void> {
  const values = Object.entries(config).map(([key, value]) => [
    key,
    { value, secret: secrets.includes(key) },
  ]);
  await stack.setAllConfig(Object.fromEntries(values) as automation.ConfigMap);
}

/** What a run did, counted by kind. */
export async function changesOf(
  run: Promise<{ summary: { resourceChanges?: automation.OpMap } }>,
): Promise<automation.OpMap | undefined> {
  return (await run).summary.resourceChanges;
}
