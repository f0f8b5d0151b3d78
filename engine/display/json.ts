import type { StepEventMetadata } from "@pulumi/pulumi/automation";

import type { EngineEvent } from "../events";
import { SIGNATURE_KEY } from "../values/values";

/** What `preview --json` and `refresh --preview-only --json` print. */
export interface PreviewDigest {
  steps: object[];
  diagnostics: object[];
  duration: number;
  changeSummary: object;
}

/** Collects the events of a preview into one document for programs. */
export class JsonDigest {
  readonly #refreshed = new Set<string>();
  readonly #digest: PreviewDigest = { steps: [], diagnostics: [], duration: 0, changeSummary: {} };

  show({
    resourcePreEvent,
    resOutputsEvent,
    resOpFailedEvent,
    diagnosticEvent,
    summaryEvent,
  }: EngineEvent): void {
    if (resourcePreEvent?.metadata.op === "refresh") this.#refreshed.add(resourcePreEvent.metadata.urn);
    if (resOutputsEvent) this.#step(resOutputsEvent.metadata);
    // The CLI shows what it could not read like what is as it was.
    if (resOpFailedEvent?.metadata.op === "refresh") this.#step(resOpFailedEvent.metadata);
    if (diagnosticEvent && !diagnosticEvent.ephemeral) {
      const { urn, message, severity } = diagnosticEvent;
      this.#digest.diagnostics.push({ ...(urn && { urn }), message, severity });
    }
    if (summaryEvent) {
      this.#digest.duration = summaryEvent.durationSeconds * 1e9;
      this.#digest.changeSummary = summaryEvent.resourceChanges;
    }
  }

  #step({ op, urn, provider, old, new: fresh, diffs, keys, detailedDiff }: StepEventMetadata): void {
    const kinds = Object.entries(detailedDiff ?? {}).map(([path, { diffKind, inputDiff }]) => [
      path,
      { kind: diffKind, inputDiff },
    ]);
    this.#digest.steps.push({
      // What a refresh finds as it was keeps the name of what was done.
      op: this.#refreshed.delete(urn) && op === "same" ? "refresh" : op,
      urn,
      ...(provider && { provider }),
      ...(old && { oldState: withoutSecrets(old) }),
      ...(fresh && { newState: withoutSecrets(fresh) }),
      ...(diffs && diffs.length > 0 && { diffReasons: diffs }),
      ...(keys && keys.length > 0 && { replaceReasons: keys }),
      detailedDiff: detailedDiff ? (Object.fromEntries(kinds) as object) : null,
    });
  }

  text(): string {
    return JSON.stringify(this.#digest, undefined, 4);
  }
}

/** Secrets stand in events as in a state; where people read, as a word. */
function withoutSecrets(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (SIGNATURE_KEY in value) return "[secret]";
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutSecrets(one)]));
}
