import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { EngineError } from "../errors";
import type { Sdk } from "../sdk";
import { childEnvironment, guardedBy } from "./environment";

/** A line that a child wrote. */
export type OutputListener = (stream: "stdout" | "stderr", line: string) => void;

export interface HostOptions {
  readonly sdk: Sdk;
  readonly programDir: string;
  readonly project: string;
  /** Where the host finds the engine. */
  readonly engineAddress: string;
  readonly env: NodeJS.ProcessEnv;
  /** The provider plugins that may be used, by package: the command that starts one, and its arguments. @default none */
  readonly plugins?: Plugins;
  readonly onOutput: OutputListener;
}

export type Plugins = Readonly<Record<string, readonly [command: string, ...args: string[]]>>;

const START_WITHIN_MS = 60_000;
/** A host that was asked to end is killed after this time. */
const STOP_WITHIN_MS = 5_000;

/** A process of the stock dynamic host or of another provider plugin, started the way the CLI does. */
export class HostProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly exited: Promise<void>,
    readonly address: string,
  ) {}

  /** @param plugin the package whose plugin it is; the dynamic host when not given */
  static async start(
    { sdk, programDir, project, engineAddress, env, plugins = {}, onOutput }: HostOptions,
    plugin?: string,
  ): Promise<HostProcess> {
    const guards = guardedBy("exit-with-parent", "lazy-modules");
    const dynamic = [process.execPath, ...guards, sdk.runDynamicProvider] as const;
    const [command, ...args] = plugin === undefined ? dynamic : plugins[plugin]!;
    const child = spawn(command, [...args, engineAddress], {
      cwd: programDir,
      env: childEnvironment(env, {
        PULUMI_PROJECT: project,
        PULUMI_NODEJS_PROJECT: project,
        PULUMI_CONFIG: "{}",
      }),
      stdio: ["pipe", "pipe", "pipe"],
      // A Ctrl-C in the terminal is for the engine, which lets running steps finish.
      detached: true,
    });
    const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const what = plugin === undefined ? "the dynamic provider host" : `the plugin of ${plugin}`;
    const port = await firstPort(child, what, onOutput);
    return new HostProcess(child, exited, `127.0.0.1:${port}`);
  }

  get pid(): number {
    return this.child.pid!;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends the process, in the end by force. */
  async stop(): Promise<void> {
    this.kill("SIGINT");
    const force = setTimeout(() => this.kill("SIGKILL"), STOP_WITHIN_MS);
    await this.exited;
    clearTimeout(force);
  }
}

/** The first line of a host is its port; everything after that is for people. */
function firstPort(child: ChildProcess, what: string, onOutput: OutputListener): Promise<number> {
  return new Promise((resolve, reject) => {
    let port: number | undefined;
    const fail = (why: string): void => {
      clearTimeout(deadline);
      child.kill("SIGKILL");
      reject(new EngineError(`${what} did not start: ${why}`));
    };
    const deadline = setTimeout(() => fail("no port within 60 s"), START_WITHIN_MS);
    createInterface({ input: child.stdout! }).on("line", (line) => {
      if (port !== undefined) return onOutput("stdout", line);
      if (!/^\d+$/.test(line.trim()))
        return fail(`it wrote ${JSON.stringify(line)} where its port was expected`);
      port = Number(line);
      clearTimeout(deadline);
      return resolve(port);
    });
    createInterface({ input: child.stderr! }).on("line", (line) => onOutput("stderr", line));
    child.once("error", (error) => fail(error.message));
    child.once("close", (code, signal) => {
      if (port === undefined) fail(`it ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}
