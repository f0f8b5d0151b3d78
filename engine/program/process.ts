import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { childEnvironment, guardedBy } from "../host/environment";
import type { OutputListener } from "../host/process";
import type { Sdk } from "../sdk";

export interface ProgramOptions {
  readonly sdk: Sdk;
  readonly project: string;
  readonly stack: string;
  /** The folder of Pulumi.yaml. */
  readonly root: string;
  readonly programDir: string;
  /** What is run there. */
  readonly entry: string;
  readonly monitorAddress: string;
  readonly preview: boolean;
  readonly parallel: number;
  /** `ns:name` to text, decrypted. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** Runtime option `typescript`, true unless Pulumi.yaml says otherwise. */
  readonly typescript: boolean;
  /** Runtime option `nodeargs`: Node's own arguments. */
  readonly nodeArguments: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly onOutput: OutputListener;
}

/** The exit code of a program whose error the SDK has sent to the engine already. */
const ERROR_WAS_LOGGED = 32;

export type ProgramEnd = "finished" | "error-shown" | { readonly failed: string };

/** The node process that runs a Pulumi program, started the way the CLI's language host does. */
export class ProgramProcess {
  readonly ended: Promise<ProgramEnd>;
  readonly #child: ChildProcess;

  constructor(options: ProgramOptions) {
    const { sdk, programDir, nodeArguments, env, onOutput } = options;
    const guards = guardedBy("exit-with-parent", "plain-inspect", "lazy-modules");
    const before = [...guards, ...nodeArguments];
    this.#child = spawn(process.execPath, [...before, sdk.runProgram, ...programArguments(options)], {
      cwd: programDir,
      env: childEnvironment(env, {
        PULUMI_CONFIG: JSON.stringify(options.config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.secretKeys),
        PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
      }),
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    createInterface({ input: this.#child.stdout! }).on("line", (line) => onOutput("stdout", line));
    createInterface({ input: this.#child.stderr! }).on("line", (line) => onOutput("stderr", line));
    this.ended = new Promise((resolve) => {
      this.#child.once("error", (error) =>
        resolve({ failed: `the program did not start: ${error.message}` }),
      );
      this.#child.once("close", (code, signal) => resolve(endOf(code, signal)));
    });
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

function programArguments(options: ProgramOptions): string[] {
  const { monitorAddress, project, stack, root, programDir, entry, preview, parallel } = options;
  return [
    ...["--monitor", monitorAddress, "--engine", monitorAddress],
    ...["--organization", "organization", "--project", project, "--stack", stack],
    ...["--root-directory", root, "--pwd", programDir],
    ...(preview ? ["--dry-run"] : []),
    ...["--parallel", String(parallel)],
    entry,
  ];
}

function endOf(code: number | null, signal: NodeJS.Signals | null): ProgramEnd {
  if (code === 0) return "finished";
  if (code === ERROR_WAS_LOGGED) return "error-shown";
  return {
    failed: signal ? `Program was ended by ${signal}` : `Program exited with non-zero exit code: ${code}`,
  };
}
