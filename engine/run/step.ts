import type { ResourceState } from "../state/resource";
import type { DetailedDiff } from "../values/object-diff";
import type { PropertyMap } from "../values/values";

type StepOp =
  | "same"
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "create-replacement"
  | "delete-replaced"
  | "read"
  | "read-replacement"
  | "refresh"
  | "discard"
  | "discard-replaced"
  | "remove-pending-replace"
  | "import"
  | "import-replacement";

/** What an import knows of a resource besides its id. */
export interface Supplied {
  readonly inputs?: PropertyMap;
  readonly outputs?: PropertyMap;
}

/** One thing to be done to one resource. */
export interface Step {
  readonly op: StepOp;
  readonly urn: string;
  readonly old?: ResourceState;
  /** Completed when the step is applied. */
  new?: ResourceState;
  /** The keys that force a replacement. */
  readonly keys?: readonly string[];
  /** The keys that differ. */
  readonly diffs?: readonly string[];
  detailedDiff?: DetailedDiff;
  readonly ignoreChanges?: readonly string[];
  /** Counted and shown as one of its own; the parts of a replacement are not. */
  readonly logical: boolean;
  /** The old object goes before the new one is made, and stays in the state until then. */
  readonly deleteFirst?: boolean;
  /** The old object goes after the new one was made. */
  readonly deleteLater?: boolean;
  /** Given where resources are imported without a program. */
  readonly supplied?: Supplied;
  /** What an import replaces; it goes at the end of the run. */
  readonly replaced?: ResourceState;
  /** Answers the program that registered the resource. */
  readonly done?: (state: ResourceState) => void;
}

/** What a refresh has found. */
export type RefreshResult = "same" | "update" | "delete";

/** The steps of one registration, done one after the other. */
export type Chain = readonly Step[];

export function stateOf(step: Step): ResourceState {
  const state = step.new ?? step.old;
  if (!state) throw new Error(`the step ${step.op} of ${step.urn} has no state`);
  return state;
}
