import type { StepEventMetadata } from "@pulumi/pulumi/automation";

import type { EngineEvent } from "../events";
import { changedKeys } from "../values/object-diff";
import type { PropertyMap } from "../values/values";
import type { Live, Print } from "./display";
import { type Colors, symbolFor, wordsFor } from "./words";

interface Row {
  readonly metadata: StepEventMetadata;
  readonly started: number;
}

/** One line whenever something happens to a resource, like the CLI where it has no terminal to draw in. */
export class Progress implements Live {
  readonly #rows = new Map<string, Row>();

  constructor(
    private readonly preview: boolean,
    private readonly print: Print,
    private readonly colors: Colors,
  ) {}

  show({ resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent }: EngineEvent): void {
    if (resourcePreEvent) this.#started(resourcePreEvent.metadata);
    if (resOutputsEvent) this.#done(resOutputsEvent.metadata);
    if (resOpFailedEvent) this.#failed(resOpFailedEvent.metadata);
    const status = diagnosticEvent?.ephemeral ? diagnosticEvent.message.trimEnd() : "";
    const row = this.#rows.get(diagnosticEvent?.urn ?? "");
    // An empty one takes the last away, and nothing of that is left on a line that is written.
    if (row && status !== "") {
      const { metadata } = row;
      this.#line(metadata, metadata.op, `${wordsFor(metadata.op).doing} (${elapsed(row)})`, status);
    }
  }

  #started(metadata: StepEventMetadata): void {
    this.#rows.set(metadata.urn, { metadata, started: Date.now() });
    const { doing, planned } = wordsFor(metadata.op);
    if (metadata.op === "same") return;
    this.#line(metadata, metadata.op, this.preview ? planned : `${doing} (0s)`, diffSummary(metadata));
  }

  #done(metadata: StepEventMetadata): void {
    const row = this.#rows.get(metadata.urn);
    const refreshed = row?.metadata.op === "refresh";
    // The stack's own outputs come at the end and have a place of their own.
    if (!row || (metadata.op === "same" && !refreshed)) return;
    this.#rows.delete(metadata.urn);
    // A preview has said what it will do when the step began; only a refresh knows nothing before.
    if (this.preview && !refreshed) return;
    const { planned, done } = wordsFor(metadata.op);
    const seen = metadata.op === "refresh" ? done : planned;
    const words = this.preview || metadata.op === "same" ? seen : `${done} (${elapsed(row)})`;
    this.#line(metadata, metadata.op, words, diffSummary(metadata));
  }

  #failed(metadata: StepEventMetadata): void {
    this.#rows.delete(metadata.urn);
    this.#line(metadata, metadata.op, this.colors.red(`${wordsFor(metadata.op).doing} failed`), "");
  }

  #line({ type, urn }: StepEventMetadata, op: string, words: string, info: string): void {
    const name = urn.split("::").slice(3).join("::");
    this.print([symbolFor(op, this.colors), type, name, words, info].filter((part) => part !== "").join(" "));
  }
}

function elapsed({ started }: Row): string {
  const seconds = (Date.now() - started) / 1000;
  return seconds < 1 ? `${seconds.toFixed(2)}s` : `${Math.round(seconds)}s`;
}

/** `[diff: ~agreementStatus,+tags]` */
function diffSummary({ op, diffs = [], detailedDiff = {}, old, new: fresh }: StepEventMetadata): string {
  if (!["update", "replace", "create-replacement", "refresh"].includes(op)) return "";
  const signs: Record<string, string> = { add: "+", delete: "-", update: "~" };
  const [olds, news] = [(old?.inputs ?? {}) as PropertyMap, (fresh?.inputs ?? {}) as PropertyMap];
  // Where nobody has said what differs, it can be seen.
  const marked = (diffs.length > 0 ? diffs : changedKeys(olds, news))
    .filter((key) => !key.startsWith("__"))
    .map((key) => {
      const kind = detailedDiff[key]?.diffKind.split("-")[0] ?? guessKind(key, olds, news);
      return `${signs[kind] ?? "~"}${key}`;
    });
  return marked.length > 0 ? `[diff: ${marked.join(",")}]` : "";
}

function guessKind(key: string, olds: PropertyMap, news: PropertyMap): string {
  if ((olds[key] ?? null) === null) return "add";
  return (news[key] ?? null) === null ? "delete" : "update";
}
