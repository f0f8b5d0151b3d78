import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

import type { BenchProject } from "../project";
import { type Role, watched } from "./processes";

/** What deploys the stacks of a bench. */
export const ENGINES = ["embedded", "cli"] as const;
export type EngineName = (typeof ENGINES)[number];

/** What a run has taken. What cannot be measured on this system is zero. */
export interface Run {
  /** By the clock, in milliseconds. */
  readonly time: number;
  /** Of the engine alone, and of all processes, in milliseconds. */
  readonly engine: number;
  readonly processor: number;
  /** The most that a process of each kind had, in MiB. */
  readonly memory: Readonly<Record<Role, number>>;
}

const COMMAND = require.resolve("#engine/cli");
const STACK = "dev";

/** A stack of a project, deployed by commands as people type them. */
export class BenchStack {
  private constructor(
    private readonly project: BenchProject,
    private readonly engine: EngineName,
  ) {}

  static async open(project: BenchProject, engine: EngineName): Promise<BenchStack> {
    const stack = new BenchStack(project, engine);
    mkdirSync(join(project.folder, "home"));
    await stack.#command("stack", "init", STACK);
    return stack;
  }

  /** @param more options of the command, such as `--parallel` */
  async run(verb: "up" | "refresh" | "destroy", ...more: readonly string[]): Promise<Run> {
    return this.#command(verb, "--yes", "--skip-preview", "--stack", STACK, ...more);
  }

  /** @throws Error with everything it has printed, when a command fails */
  async #command(...args: readonly string[]): Promise<Run> {
    const { folder } = this.project;
    const home = join(folder, "home");
    const atExit = join(home, "at-exit.json");
    rmSync(atExit, { force: true });
    const embedded = [
      ...["--require", require.resolve("./at-exit"), COMMAND],
      ...["--cwd", folder, "--state-dir", join(home, "state")],
    ];
    const [command, before] = this.engine === "embedded" ? [process.execPath, embedded] : ["pulumi", []];
    const begin = performance.now();
    const child = spawn(command, [...before, "--non-interactive", ...args], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        HOME: home,
        BENCH_AT_EXIT: atExit,
        PULUMI_HOME: join(home, ".pulumi"),
        PULUMI_BACKEND_URL: `file://${home}`,
        PULUMI_CONFIG_PASSPHRASE: "bench",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        AWS_EC2_METADATA_DISABLED: "true",
      },
    });
    const processes = watched(child.pid!);
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text: Buffer) => (printed += text.toString()));
    const code = await new Promise<number | null>((resolve, refuse) => {
      child.once("error", refuse);
      child.once("close", resolve);
    });
    const time = performance.now() - begin;
    const seen = processes.end();
    if (code !== 0) throw new Error(`${command} ${args.join(" ")} has failed:\n${printed}`);
    const sum = (roles: readonly Role[]): number =>
      seen.filter(({ role }) => roles.includes(role)).reduce((all, { processor }) => all + processor, 0);
    // The last look at a process is a little before its end; the embedded engine tells by itself.
    const engine = existsSync(atExit)
      ? (JSON.parse(readFileSync(atExit, "utf8")) as number)
      : sum(["engine"]);
    const most = (role: Role): number =>
      Math.max(0, ...seen.filter((one) => one.role === role).map(({ memory }) => memory));
    return {
      time,
      engine,
      processor: engine + sum(["program", "host", "other"]),
      memory: {
        engine: most("engine"),
        program: most("program"),
        host: most("host"),
        other: most("other"),
      },
    };
  }
}
