import { newState, type ResourceState } from "../state/resource";
import type { Goal } from "./goal";

/** Whether a program wants to take over what is not, or not under that id, in the state. */
export function isImport({ custom, importId }: Goal, old: ResourceState | undefined): boolean {
  if (!custom || importId === "") return false;
  return !old || old.external || (old.importID || old.id) !== importId;
}

/** What a program wants, as the state has it. */
export function stateOfGoal(urn: string, goal: Goal): ResourceState {
  const { type, custom, inputs, parent, provider, dependencies, propertyDependencies, protect } = goal;
  const {
    additionalSecretOutputs,
    customTimeouts,
    retainOnDelete,
    deletedWith,
    importId: importID,
    ignoreChanges,
    hideDiff,
    replaceOnChanges,
  } = goal;
  return newState({
    urn,
    type,
    custom,
    inputs,
    parent,
    provider,
    dependencies,
    propertyDependencies,
    protect,
    additionalSecretOutputs,
    customTimeouts,
    retainOnDelete,
    deletedWith,
    importID,
    ignoreChanges,
    hideDiff,
    replaceOnChanges,
    ...(goal.sourcePosition !== undefined && { sourcePosition: goal.sourcePosition }),
    stackTrace: goal.stackTrace,
  });
}
