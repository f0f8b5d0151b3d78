import type { StepEventMetadata } from "@pulumi/pulumi/automation";

import type { EngineEvent } from "../events";
import type { ChangeCounts } from "../run/execute";
import { STACK_TYPE } from "../urns";
import { equal, type PropertyMap } from "../values/values";
import { formatMembers } from "./values";
import { duration, resourceSummary } from "./summary";
import type { Colors } from "./words";

/** What a run is called while it goes on. */
export interface Title {
  /** `Updating (dev)` */
  readonly heading: string;
  readonly preview: boolean;
}

export type Print = (line: string) => void;

/** Shows one step or message while a run goes on; the rest is the same for all displays. */
export interface Live {
  show(event: EngineEvent): void;
}

/** Turns the events of a run into what a person reads: heading, live part, diagnostics, outputs, summary. */
export class Display {
  readonly #messages = new Map<string, string[]>();
  readonly #errored = new Set<string>();
  #outputs: PropertyMap = {};

  constructor(
    private readonly title: Title,
    private readonly live: Live,
    private readonly print: Print,
    private readonly colors: Colors,
  ) {}

  start(): void {
    this.print(`${this.colors.bold(`${this.title.heading}:`)}\n`);
  }

  show(event: EngineEvent): void {
    const { diagnosticEvent, resOutputsEvent, summaryEvent } = event;
    if (diagnosticEvent && !diagnosticEvent.ephemeral) {
      const { urn = "", severity, message } = diagnosticEvent;
      const prefix = severity === "error" || severity === "warning" ? `${severity}: ` : "";
      this.#messages.set(urn, [...(this.#messages.get(urn) ?? []), `${prefix}${message.trimEnd()}`]);
      if (severity === "error") this.#errored.add(urn);
    }
    if (resOutputsEvent?.metadata.type === STACK_TYPE)
      this.#outputs = this.#shownOutputs(resOutputsEvent.metadata);
    this.live.show(event);
    if (summaryEvent) this.#end(summaryEvent.resourceChanges, summaryEvent.durationSeconds);
  }

  /** A preview shows only what would become different. */
  #shownOutputs({ old, new: fresh }: StepEventMetadata): PropertyMap {
    const [olds, news] = [(old?.outputs ?? {}) as PropertyMap, (fresh?.outputs ?? {}) as PropertyMap];
    if (!this.title.preview) return news;
    return Object.fromEntries(Object.entries(news).filter(([key, value]) => !equal(value, olds[key])));
  }

  #end(changes: ChangeCounts, seconds: number): void {
    const { print, colors } = this;
    if (this.#messages.size > 0) print(colors.bold("Diagnostics:"));
    for (const [urn, messages] of this.#messages) {
      print(`  ${urn === "" ? "the run" : rowName(urn)}:`);
      for (const message of messages) {
        for (const line of message.split("\n"))
          print(`    ${line.startsWith("error:") ? colors.red(line) : line}`);
      }
      print("");
    }
    if (Object.keys(this.#outputs).length > 0) {
      print(colors.bold("Outputs:"));
      print(`${formatMembers(this.#outputs, "    ")}\n`);
    }
    print(colors.bold("Resources:"));
    for (const line of resourceSummary(changes, this.#errored.size, this.title.preview, colors)) print(line);
    print("");
    if (!this.title.preview) print(`Duration: ${duration(seconds)}\n`);
  }
}

/** `type (name)`, as the CLI heads the messages of a resource. */
function rowName(urn: string): string {
  const [, , qualified = "", ...name] = urn.split("::");
  return `${qualified.split("$").at(-1)} (${name.join("::")})`;
}
