import type { PendingOperationType, ResourceState } from "./resource";

/**
 * One thing that a run does to the state it began with. Records go by number: those of the beginning in their order, then those
 * that the run adds. Attempts have numbers of their own.
 */
export type Change =
  | {
      readonly kind: "begin";
      readonly attempt: number;
      readonly type: PendingOperationType;
      readonly resource: ResourceState;
    }
  | { readonly kind: "end"; readonly attempt: number }
  /** A new record, or one that has become another. */
  | { readonly kind: "put"; readonly record: number; readonly resource: ResourceState }
  | { readonly kind: "drop"; readonly record: number }
  | { readonly kind: "rename"; readonly from: string; readonly to: string };

/** Keeps what a run does, so that it is known when the run ends in the midst of it. */
export interface ChangeLog {
  /** What is noted last comes last, and counts once it is saved. */
  note(change: Change): void;
  save(): void;
}

export const NO_LOG: ChangeLog = { note: () => undefined, save: () => undefined };
