import { afterEach, expect } from "@jest/globals";

import { type EmulatorOptions, RunningClock, startEmulator } from "#emulator/index";

import type { Emulator } from "../emulator/emulated";
import { configFor } from "../hosts/host";
import type { Cell } from "./cells";
import { configure, type DeployedStack, hostsOf } from "./engines";
import { TestProject } from "./project";

interface Deployed {
  readonly emulator: Emulator;
  readonly project: TestProject;
  readonly stack: DeployedStack;
}

interface Setting {
  readonly world?: EmulatorOptions["world"];
  /** How many times faster than ours the emulator's time passes. */
  readonly speed?: number;
  /** What the stack's configuration has besides where the emulator is. */
  readonly config?: Readonly<Record<string, string>>;
  /** The keys of what is secret in it. */
  readonly secrets?: readonly string[];
}

/** An emulator, and a stack of a program that is configured for it, until the test ends. */
export async function deployed(
  cell: Cell,
  program: string,
  { world, speed = 1200, config = {}, secrets = [] }: Setting = {},
): Promise<Deployed> {
  const emulator = await startEmulator({ clock: new RunningClock(speed), ...(world && { world }) });
  const project = untilTestEnds(emulator, new TestProject(program));
  const stack = await cell.open(project);
  await configure(stack, { ...configFor(emulator), ...config }, secrets);
  return { emulator, project, stack };
}

const open: Pick<Deployed, "emulator" | "project">[] = [];

/** Both are gone after the test, which may leave no host behind. */
export function untilTestEnds(emulator: Emulator, project: TestProject): TestProject {
  open.push({ emulator, project });
  return project;
}

afterEach(async () => {
  for (const { emulator, project } of open.splice(0)) {
    const hosts = hostsOf(project);
    await emulator.close();
    project.remove();
    expect(hosts).toEqual([]);
  }
});
