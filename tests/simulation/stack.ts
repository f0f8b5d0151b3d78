import { setTimeout } from "node:timers/promises";

import type { Props } from "#provider/core/props";

import type { SimulatedAws } from "./aws";
import { Command } from "./command";
import type { Mishap } from "./mishaps";
import type { Wish } from "./program";
import { Running } from "./running";
import { beginProcess } from "./time";

/** So long it takes to start an engine, a program and a host at least, in milliseconds. */
const STARTED_AFTER = 1000;

/** What a program says of one resource. */
export interface Declared extends Wish {
  readonly name: string;
  readonly type: string;
  /** The account whose provider it has. */
  readonly account: string;
  /** Made of the outputs of those that it needs. */
  readonly args: (outputs: (name: string) => Props) => Props;
  readonly needs: readonly string[];
}

/** What is kept of a resource between commands. */
export interface Kept {
  readonly name: string;
  readonly type: string;
  readonly account: string;
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
  readonly needs: readonly string[];
  /** The last create or update has not come to its end. */
  readonly isUnfinished: boolean;
  /** There is another one in its place, and this is still to be deleted. */
  readonly isReplaced: boolean;
}

export type Did = "create" | "update" | "replace" | "same";

/** A command did not come to its end. */
export class Failed extends Error {
  override readonly name = "Failed";
}

export interface Asked {
  readonly verb: "up" | "up --refresh" | "refresh" | "preview" | "destroy";
  readonly program: readonly Declared[];
  /** Only these, and what they need. @default all */
  readonly targets?: readonly string[] | undefined;
  readonly mishaps?: readonly Mishap[];
  /** Nothing should be left to do. */
  readonly isStill?: boolean;
}

/** A stack, whoever deploys it. */
export interface Deployed {
  readonly name: string;
  /** All that is kept of it. */
  readonly resources: readonly Kept[];
  readonly text: string;
  /** Whether what is secret is kept encrypted. */
  readonly isEncrypted?: boolean;
  /** Everything that anybody was told. */
  readonly heard: readonly string[];
  run(asked: Asked): Promise<Ran>;
}

/** What has become of a command. */
export interface Ran {
  readonly did: ReadonlyMap<string, Did>;
  /** What a refresh found changed. */
  readonly drifted: readonly string[];
  /** What has gone wrong on purpose. */
  readonly met: readonly string[];
  readonly error?: Error;
}

/**
 * A stack as the engine has it: it decides on one resource after the other, does what does not depend on one another side by
 * side, and saves after each step. What it has is a text, and what is killed goes on from that.
 */
export class Stack implements Deployed {
  /** What was saved last. */
  text = "[]";
  /** Everything that anybody was told. */
  readonly heard: string[] = [];

  constructor(
    readonly name: string,
    private readonly aws: SimulatedAws,
  ) {}

  get resources(): Kept[] {
    return JSON.parse(this.text) as Kept[];
  }

  async run(asked: Asked): Promise<Ran> {
    // A host that has lost its engine has been told before the next one is there.
    await setTimeout(STARTED_AFTER);
    beginProcess();
    const command = new Command(this.aws, asked.mishaps ?? []);
    const running = new Running(
      this.name,
      this.resources,
      command,
      (resources) => (this.text = JSON.stringify(resources)),
      (line) => this.heard.push(line),
    );
    let error: Error | undefined;
    try {
      await running.do(asked);
    } catch (thrown) {
      error = thrown as Error;
      this.heard.push(error.message);
    }
    return { did: running.did, drifted: running.drifted, met: command.met, ...(error && { error }) };
  }
}
