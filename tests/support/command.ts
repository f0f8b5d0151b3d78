import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../..");

/** The commands of this repository, by where they are in it. */
type Command =
  | "provider/bin/pulumi-model-access.cjs"
  | "emulator/dist/cli.js"
  | "scripts/contract.mjs"
  | "scripts/pulumi.mjs";

/** How a command ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command as it is typed, in an environment in which nothing of the caller's can be found. An emulator of this process answers
 * it meanwhile.
 * @param env what it finds besides; its home is the folder it runs in
 */
export function runCommand(
  command: Command,
  args: readonly string[],
  { cwd = tmpdir(), env = {} }: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const clean = {
    PATH: process.env["PATH"],
    HOME: cwd,
    AWS_EC2_METADATA_DISABLED: "true",
    MODEL_ACCESS_IS_SET_UP: "true",
  };
  return ended(process.execPath, [join(REPOSITORY, command), ...args], { cwd, env: { ...clean, ...env } });
}

/** Runs any program, while this process goes on to answer. */
export function ended(
  program: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(program, args, options);
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("close", (status) => done({ status, stdout, stderr }));
  });
}
