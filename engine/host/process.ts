import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { EngineError } from "../errors";
import type { Sdk } from "../sdk";
import { DYNAMIC } from "../urns";
import { childEnvironment, guardedBy } from "./environment";
import type { PluginCommand } from "./plugins";

/** A line that a child wrote. */
export type OutputListener = (stream: "stdout" | "stderr", line: string) => void;

export interface HostOptions {
  readonly sdk: Sdk;
  readonly programDir: string;
  readonly project: string;
  /** Where the host finds the engine. */
  readonly engineAddress: string;
  readonly env: NodeJS.ProcessEnv;
  /** The options of the project's runtime. @default none */
  readonly runtimeOptions?: Readonly<Record<string, unknown>>;
  /** The stack's configuration, `ns:name` to text. @default none */
  readonly config?: Readonly<Record<string, string>>;
  readonly onOutput: OutputListener;
}

/** A plugin to be started, and the package it is of. */
export interface PluginToStart extends PluginCommand {
  readonly name: string;
}

const START_WITHIN_MS = 60_000;
/** A host that was asked to end is killed after this time. */
const STOP_WITHIN_MS = 5_000;

/** A process of the stock dynamic host or of another provider plugin, started the way the CLI does. */
export class HostProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly exited: Promise<void>,
    readonly address: string,
    /** Its own folder, as far as it is a plugin. */
    readonly folder: string,
  ) {}

  /** @param plugin the dynamic host when not given */
  static async start(options: HostOptions, plugin?: PluginToStart): Promise<HostProcess> {
    const { programDir, engineAddress, env, onOutput } = options;
    const { name, command, args, env: own, folder } = plugin ?? dynamicHost(options);
    const child = spawn(command, [...args, engineAddress], {
      cwd: programDir,
      env: childEnvironment(env, { ...environmentFor(name, options), ...own }),
      stdio: ["pipe", "pipe", "pipe"],
      // A Ctrl-C in the terminal is for the engine, which lets running steps finish.
      detached: true,
    });
    const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const what = plugin ? `the plugin of ${name}` : "the dynamic provider host";
    // What a plugin writes after its port is for nobody, unless somebody debugs the CLI.
    const port = await firstPort(child, what, plugin ? () => undefined : onOutput);
    return new HostProcess(child, exited, `127.0.0.1:${port}`, folder);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Ends the process and what it has started, as a plugin that is a shell script does. */
  kill(signal: NodeJS.Signals): void {
    killGroup(this.child, signal);
  }

  /** Ends the process, in the end by force. */
  async stop(): Promise<void> {
    this.kill("SIGINT");
    const force = setTimeout(() => this.kill("SIGKILL"), STOP_WITHIN_MS);
    await this.exited;
    clearTimeout(force);
  }
}

function dynamicHost({ sdk, programDir }: HostOptions): PluginToStart {
  const args = [...guardedBy("exit-with-parent", "lazy-modules"), sdk.runDynamicProvider];
  return { name: DYNAMIC, command: process.execPath, args, env: {}, folder: programDir };
}

/** What the CLI tells a provider in its environment: of the stack's configuration, the part of its own package. */
function environmentFor(name: string, options: HostOptions): Record<string, string> {
  const { project, config = {}, runtimeOptions = {} } = options;
  const own = Object.entries(config).filter(([key]) => key.startsWith(`${name}:`));
  return {
    ...Object.fromEntries(
      Object.entries(runtimeOptions).map(([key, value]) => [
        `PULUMI_RUNTIME_${key.toUpperCase()}`,
        String(value),
      ]),
    ),
    PULUMI_PROJECT: project,
    ...(name === DYNAMIC && { PULUMI_NODEJS_PROJECT: project }),
    PULUMI_CONFIG: JSON.stringify(
      Object.fromEntries(own.sort().map(([key, value]) => [key.slice(name.length + 1), value])),
    ),
  };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  // Windows has no groups; the child takes its own with it when its standard input ends.
  if (process.platform === "win32") return void child.kill(signal);
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // Nobody of the group is left.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The first line of a host is its port; everything after that is for people. */
function firstPort(child: ChildProcess, what: string, onOutput: OutputListener): Promise<number> {
  return new Promise((resolve, reject) => {
    let port: number | undefined;
    const complaints: string[] = [];
    const fail = (why: string): void => {
      clearTimeout(deadline);
      killGroup(child, "SIGKILL");
      reject(new EngineError([`${what} did not start: ${why}`, ...complaints].join("\n")));
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
    createInterface({ input: child.stderr! }).on("line", (line) => {
      if (port === undefined) complaints.push(line);
      onOutput("stderr", line);
    });
    child.once("error", (error) => fail(error.message));
    child.once("close", (code, signal) => {
      if (port === undefined) fail(`it ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}
