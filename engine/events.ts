import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";

import type { Step } from "./run/step";
import type { ResourceState } from "./state/resource";
import { encodeMap } from "./state/deployment";
import type { PropertyMap } from "./values/values";

export type { EngineEvent };

export type Severity = "info" | "info#err" | "warning" | "error";

/** How the CLI writes a secret where people read. */
const HIDDEN = "[secret]";

/** Tells whoever listens what happens, in the form of the CLI's event log. */
export class EventSink {
  #sequence = 0;

  constructor(private readonly listener: (event: EngineEvent) => void) {}

  emit(event: Omit<EngineEvent, "sequence" | "timestamp">): void {
    this.listener({ sequence: this.#sequence++, timestamp: Math.floor(Date.now() / 1000), ...event });
  }

  diagnostic(severity: Severity, message: string, urn = "", ephemeral = false): void {
    this.emit({
      diagnosticEvent: {
        ...(urn !== "" && { urn }),
        message: message.endsWith("\n") ? message : `${message}\n`,
        color: "never",
        severity,
        ...(ephemeral && { ephemeral }),
      },
    });
  }

  stepStarted(step: Step, planning: boolean): void {
    this.emit({ resourcePreEvent: { metadata: metadataOf(step, step.op), planning } });
  }

  stepDone(step: Step, op: string, planning: boolean): void {
    this.emit({ resOutputsEvent: { metadata: metadataOf(step, op), planning } });
  }

  stepFailed(step: Step, steps: number): void {
    this.emit({ resOpFailedEvent: { metadata: metadataOf(step, step.op), status: 0, steps } });
  }
}

function metadataOf(step: Step, op: string): StepEventMetadata {
  const { old, new: fresh } = step;
  return {
    op: op as StepEventMetadata["op"],
    urn: step.urn,
    type: (fresh ?? old)!.type,
    ...(old && { old: stateMetadata(old) }),
    ...(fresh && { new: stateMetadata(fresh) }),
    ...(step.keys && { keys: [...step.keys] }),
    ...(step.diffs && { diffs: [...step.diffs] }),
    ...(step.detailedDiff && {
      detailedDiff: step.detailedDiff as StepEventMetadata["detailedDiff"] & object,
    }),
    ...(step.logical && { logical: true }),
    provider: (fresh ?? old)!.provider,
  };
}

function stateMetadata(state: ResourceState): NonNullable<StepEventMetadata["old"]> {
  return {
    type: state.type,
    urn: state.urn,
    custom: state.custom,
    ...(state.delete && { delete: true }),
    id: state.id,
    parent: state.parent,
    ...(state.protect && { protect: true }),
    ...(state.retainOnDelete && { retainOnDelete: true }),
    inputs: shown(state.inputs),
    outputs: shown(state.outputs),
    provider: state.provider,
    ...(state.initErrors.length > 0 && { initErrors: state.initErrors }),
  };
}

/** A copy as JSON can hold it, without the values of secrets. */
function shown(map: PropertyMap): PropertyMap {
  return encodeMap(map, () => ({ ciphertext: HIDDEN }));
}
