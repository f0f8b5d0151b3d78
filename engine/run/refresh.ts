import type { ResourceState } from "../state/resource";
import type { RunContext } from "./context";
import { type ChangeCounts, StepExecutor } from "./execute";
import { Reported } from "./stop";
import type { Step } from "./step";

/**
 * Looks at every resource of the state and finds out what it has become; needs no program.
 * @param isOwnRun what is found is what this run is for, and told as such; not before an update or destroy
 */
export async function refresh(
  run: RunContext,
  isOwnRun: boolean,
): Promise<{ changes: ChangeCounts; resources: ResourceState[] }> {
  const executor = new StepExecutor(run, new Set());
  const steps = new Map<ResourceState, Step>(
    run.olds.map((old) => [old, { op: "refresh", urn: old.urn, old, new: old, logical: false }]),
  );
  const { results, failed } = await executor.refresh([...steps.values()], isOwnRun);
  const isGone = (old: ResourceState): boolean => results.get(steps.get(old)!) === "delete";
  const present = run.olds.filter((old) => !isGone(old)).map((old) => steps.get(old)!.new ?? old);
  if (failed) run.stop.stop(new Reported("some resources could not be read"));
  return { changes: executor.changes, resources: withoutDanglingReferences(present) };
}

/** Takes out every reference to what is not there any more. */
function withoutDanglingReferences(resources: readonly ResourceState[]): ResourceState[] {
  const present = new Set<string>();
  return resources.map((state) => {
    const isPresent = (urn: string): boolean => present.has(urn);
    const propertyDependencies = Object.fromEntries(
      Object.entries(state.propertyDependencies)
        .map(([key, urns]) => [key, urns.filter(isPresent)] as const)
        .filter(([, urns]) => urns.length > 0),
    );
    const kept = {
      ...state,
      parent: isPresent(state.parent) ? state.parent : "",
      dependencies: state.dependencies.filter(isPresent),
      propertyDependencies,
      deletedWith: isPresent(state.deletedWith) ? state.deletedWith : "",
    };
    present.add(state.urn);
    return kept;
  });
}
