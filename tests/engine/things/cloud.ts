import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export type Properties = Record<string, unknown>;

export type Verb = "check" | "diff" | "create" | "read" | "update" | "delete";

/** A text: nothing was done. A list of reasons: it was done, but the thing is not ready. */
export type Fault = string | string[];

/**
 * A cloud of things, in a folder. Every thing is a file of its own, so that two provider hosts that work at the same
 * time never overwrite one another's changes.
 */
export class Cloud {
  constructor(private readonly folder: string) {
    mkdirSync(join(folder, "things"), { recursive: true });
    mkdirSync(join(folder, "faults"), { recursive: true });
  }

  /** Makes a thing; its id says the how manieth thing of that name it is. */
  make(name: string, properties: Properties): string {
    // Ids are never used again, so the file of a thing that is gone stays, empty.
    const count = readdirSync(this.#path("things")).filter((id) => id.startsWith(`${name}.`)).length;
    const id = `${name}.${count + 1}`;
    this.put(id, properties);
    return id;
  }

  /** The thing, unless it is gone. */
  get(id: string): Properties | undefined {
    const path = this.#path("things", id);
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    return text === "" ? undefined : (JSON.parse(text) as Properties);
  }

  put(id: string, properties: Properties): void {
    writeFileSync(this.#path("things", id), JSON.stringify(properties));
  }

  /** Changes a thing behind everybody's back. */
  change(id: string, properties: Properties): void {
    this.put(id, { ...this.get(id), ...properties });
  }

  remove(id: string): void {
    writeFileSync(this.#path("things", id), "");
  }

  /** The ids of the things that exist. */
  ids(): string[] {
    return readdirSync(this.#path("things"))
      .filter((id) => this.get(id) !== undefined)
      .sort();
  }

  /** Makes a verb fail for a thing, until it is mended. */
  breaks(name: string, verb: Verb, fault: Fault): void {
    writeFileSync(this.#path("faults", `${verb} ${name}`), JSON.stringify(fault));
  }

  mend(name: string, verb: Verb): void {
    rmSync(this.#path("faults", `${verb} ${name}`));
  }

  fault(name: string, verb: Verb): Fault | undefined {
    const path = this.#path("faults", `${verb} ${name}`);
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Fault) : undefined;
  }

  /** Makes a verb wait for a thing, until it is let go. */
  holds(name: string, verb: Verb): void {
    writeFileSync(this.#path("faults", `held ${verb} ${name}`), "");
  }

  letsGo(name: string, verb: Verb): void {
    rmSync(this.#path("faults", `held ${verb} ${name}`));
  }

  async untilLetGo(name: string, verb: Verb): Promise<void> {
    while (existsSync(this.#path("faults", `held ${verb} ${name}`))) await sleep(20);
  }

  /** Notes a call of the provider. */
  note(subject: string, call: string): void {
    appendFileSync(this.#path("calls.log"), `${subject} ${call}\n`);
  }

  /** Resolves when the provider was asked that. */
  async untilCalled(subject: string, call: string): Promise<void> {
    const path = this.#path("calls.log");
    while (!existsSync(path) || !readFileSync(path, "utf8").includes(`${subject} ${call}\n`)) await sleep(20);
  }

  /** The calls since the last time, by what they were for, in order. */
  takeCalls(): [subject: string, call: string][] {
    const path = this.#path("calls.log");
    const lines = existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : [];
    rmSync(path, { force: true });
    return lines.map((line) => line.split(" ") as [string, string]);
  }

  #path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }
}
