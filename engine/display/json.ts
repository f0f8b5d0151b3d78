import type { EngineEvent } from "../events";

/** What `preview --json` and `refresh --preview-only --json` print. */
export interface PreviewDigest {
  steps: object[];
  diagnostics: object[];
  duration: number;
  changeSummary: object;
}

/** Collects the events of a preview into one document for programs. */
export class JsonDigest {
  readonly #digest: PreviewDigest = { steps: [], diagnostics: [], duration: 0, changeSummary: {} };

  show({ resOutputsEvent, diagnosticEvent, summaryEvent }: EngineEvent): void {
    if (resOutputsEvent) {
      const { op, urn, provider, old, new: fresh, diffs, keys, detailedDiff } = resOutputsEvent.metadata;
      this.#digest.steps.push({
        op,
        urn,
        ...(provider && { provider }),
        ...(old && { oldState: old }),
        ...(fresh && { newState: fresh }),
        ...(diffs && diffs.length > 0 && { diffReasons: diffs }),
        ...(keys && keys.length > 0 && { replaceReasons: keys }),
        detailedDiff: detailedDiff ?? null,
      });
    }
    if (diagnosticEvent && !diagnosticEvent.ephemeral) {
      const { urn, message, severity } = diagnosticEvent;
      this.#digest.diagnostics.push({ ...(urn && { urn }), message, severity });
    }
    if (summaryEvent) {
      this.#digest.duration = summaryEvent.durationSeconds * 1e9;
      this.#digest.changeSummary = summaryEvent.resourceChanges;
    }
  }

  text(): string {
    return JSON.stringify(this.#digest, undefined, 4);
  }
}
