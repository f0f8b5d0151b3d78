import type { PropertyMap } from "../values/values";

/** Seconds; a missing one is not limited. */
export interface CustomTimeouts {
  create?: number;
  update?: number;
  delete?: number;
  read?: number;
}

/** A call on the way to a resource; empty where it is in no file. */
export interface StackFrame {
  sourcePosition?: string;
}

/**
 * One resource as the state file holds it. Records are compared by identity: a resource that is replaced has two under
 * one URN. Names are those of the file.
 */
export interface ResourceState {
  urn: string;
  custom: boolean;
  /** Waits to be deleted, because a replacement exists already. */
  delete: boolean;
  id: string;
  type: string;
  inputs: PropertyMap;
  outputs: PropertyMap;
  parent: string;
  protect: boolean;
  /** Marked with `pulumi state taint`: the next update replaces it. */
  taint: boolean;
  /** Read, not managed. */
  external: boolean;
  dependencies: string[];
  /** Why the resource is not ready although it exists. */
  initErrors: string[];
  provider: string;
  propertyDependencies: Record<string, string[]>;
  /** Was deleted before its replacement could be made. */
  pendingReplacement: boolean;
  additionalSecretOutputs: string[];
  customTimeouts: CustomTimeouts;
  /** What the program names to have it taken over; its id may have another form. */
  importID: string;
  retainOnDelete: boolean;
  deletedWith: string;
  created?: string;
  modified?: string;
  sourcePosition?: string;
  stackTrace: StackFrame[];
  ignoreChanges: string[];
  /** Kept for the CLI, whose display leaves these properties out. */
  hideDiff: string[];
  replaceOnChanges: string[];
  /** What a newer CLI has written and this engine does not know. */
  others: Record<string, unknown>;
}

export type PendingOperationType = "creating" | "updating" | "deleting" | "reading" | "importing";

export interface PendingOperation {
  resource: ResourceState;
  type: PendingOperationType;
}

/** What a state file holds, decoded. */
export interface StackState {
  resources: ResourceState[];
  pendingOperations: PendingOperation[];
}

export function newState(
  fields: Partial<ResourceState> & Pick<ResourceState, "urn" | "type" | "custom">,
): ResourceState {
  return {
    delete: false,
    id: "",
    inputs: {},
    outputs: {},
    parent: "",
    protect: false,
    taint: false,
    external: false,
    dependencies: [],
    initErrors: [],
    provider: "",
    propertyDependencies: {},
    pendingReplacement: false,
    additionalSecretOutputs: [],
    customTimeouts: {},
    importID: "",
    retainOnDelete: false,
    deletedWith: "",
    stackTrace: [],
    ignoreChanges: [],
    hideDiff: [],
    replaceOnChanges: [],
    others: {},
    ...fields,
  };
}

/** Everything that must exist before the resource, its provider's URN included. */
export function dependenciesOf(state: ResourceState, providerUrn: (reference: string) => string): string[] {
  return [
    ...(state.parent ? [state.parent] : []),
    ...state.dependencies,
    ...Object.values(state.propertyDependencies).flat(),
    ...(state.deletedWith ? [state.deletedWith] : []),
    ...(state.provider ? [providerUrn(state.provider)] : []),
  ];
}
