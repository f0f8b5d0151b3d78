import { spawn } from "node:child_process";

/** How a command ended. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs a command to its end. What it writes is kept, for whoever asks why it failed. */
export function run(command: readonly string[], { cwd, env }: CommandOptions): Promise<Ended> {
  const [file = "", ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, output }));
  });
}

/** @throws Error with all that the command has written, when it fails */
export async function succeed(command: readonly string[], options: CommandOptions): Promise<string> {
  const { status, output } = await run(command, options);
  if (status !== 0) throw new Error(`${command.join(" ")}: exit code ${status}\n${output.trim()}`);
  return output;
}

/** The caller's environment without its AWS, its Pulumi, and what an npm script adds. */
export function cleanEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(AWS|PULUMI|npm_|MODEL_ACCESS|NODE_OPTIONS|INIT_CWD)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...extra };
}
