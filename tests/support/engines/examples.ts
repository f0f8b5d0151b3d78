import { cpSync, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { afterEach, beforeEach, expect } from "@jest/globals";
import type { OpMap } from "@pulumi/pulumi/automation";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { ACCOUNT, type Emulator, writes } from "../emulator/emulated";
import { type Cell, describeOnCells } from "./cells";
import { type DeployedStack, hostsOf } from "./engines";
import { TestProject } from "./project";

const EXAMPLES = resolve(__dirname, "../../../../examples");
/** What this repository's build has made of an example. */
export const builtExample = (name: string): string => join(EXAMPLES, "dist", name, "index.js");

/** An example as its user runs it, but compiled once for all runs; on an AWS of its own, with the credentials of the account that manages all. */
export class Example {
  private constructor(
    readonly emulator: Emulator,
    readonly project: TestProject,
    readonly stack: DeployedStack,
  ) {}

  static async open(
    name: string,
    cell: Pick<Cell, "open">,
    speed: number,
    world: WorldFile,
  ): Promise<Example> {
    const folder = join(EXAMPLES, name);
    const emulator = await startEmulator({ clock: new RunningClock(speed), world });
    const project = new TestProject(`module.exports = require(${JSON.stringify(builtExample(name))});`, name);
    const settings = readFileSync(join(folder, "Pulumi.yaml"), "utf8");
    const runtime = "runtime: { name: nodejs, options: { typescript: false } }";
    project.write("Pulumi.yaml", settings.replace("runtime: nodejs", runtime));
    const terms = join(folder, "terms");
    if (existsSync(terms)) cpSync(terms, join(project.folder, "terms"), { recursive: true });
    const stack = await cell.open(project, {
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: emulator.url,
    });
    return new Example(emulator, project, stack);
  }

  /** What a run did, and what it changed in AWS. */
  async did(run: Promise<{ summary: { resourceChanges?: OpMap } }>): Promise<[unknown, string[]]> {
    this.emulator.requests.clear();
    const { summary } = await run;
    return [summary.resourceChanges, this.written()];
  }

  written(): string[] {
    return writes(this.emulator).filter((operation) => operation !== "AssumeRole");
  }

  configure(key: string, value: string): Promise<void> {
    return this.stack.setAllConfig({ [key]: { value } });
  }

  async close(): Promise<void> {
    expect(hostsOf(this.project)).toEqual([]);
    await this.emulator.close();
    this.project.remove();
  }
}

/**
 * Declares tests of an example, on every cell.
 * @param speed how much faster than ours the emulated time runs
 */
export function describeExample(
  name: string,
  { speed, world = {}, both = false }: { speed: number; world?: WorldFile; both?: boolean },
  tests: (current: () => Example) => void,
): void {
  describeOnCells(`examples/${name}`, { both }, (cell) => {
    let example: Example;
    beforeEach(async () => {
      example = await Example.open(name, cell, speed, world);
    });
    afterEach(() => example.close());
    tests(() => example);
  });
}
