import type { ResourceState } from "../state/resource";
import type { RunContext } from "./context";
import type { StepExecutor } from "./execute";
import { inLayers } from "./graph";
import type { Step } from "./step";

/**
 * Deletes what is not wanted any more, dependents first. What a failed resource needs is left alone, its provider and
 * parent included: the state would refer to nothing otherwise.
 */
export async function deleteResources(
  steps: readonly Step[],
  executor: StepExecutor,
  run: RunContext,
): Promise<void> {
  const stepOf = new Map(steps.map((step) => [step.old!, step]));
  const blocked = new Set<ResourceState>();
  for (const layer of inLayers([...stepOf.keys()], run.graph)) {
    for (const failed of executor.failed) {
      for (const needed of run.graph.transitiveDependenciesOf(failed)) blocked.add(needed);
    }
    const free = layer.filter((state) => !blocked.has(state));
    await Promise.all(free.map((state) => executor.start([stepOf.get(state)!])));
    if (run.stop.reason) return;
  }
}
