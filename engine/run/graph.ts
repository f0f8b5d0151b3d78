import { dependenciesOf, type ResourceState } from "../state/resource";
import { splitReference } from "../urns";

const providerUrn = (reference: string): string => splitReference(reference).urn;

/** Who needs whom among the resources of a state, which stand in an order where nobody needs a later one. */
export class DependencyGraph {
  readonly #dependencies = new Map<ResourceState, Set<ResourceState>>();

  constructor(readonly resources: readonly ResourceState[]) {
    const earlier = new Map<string, ResourceState[]>();
    const children = new Map<string, ResourceState[]>();
    for (const state of resources) {
      // Several records can share one URN; who needs the URN needs them all.
      const direct = dependenciesOf(state, providerUrn).flatMap((urn) => earlier.get(urn) ?? []);
      const needed = new Set(direct);
      for (const component of direct.filter((other) => !other.custom && other.urn !== state.parent)) {
        for (const child of descendants(component.urn, children)) needed.add(child);
      }
      this.#dependencies.set(state, needed);
      earlier.set(state.urn, [...(earlier.get(state.urn) ?? []), state]);
      if (state.parent) children.set(state.parent, [...(children.get(state.parent) ?? []), state]);
    }
  }

  dependenciesOf(state: ResourceState): ReadonlySet<ResourceState> {
    return this.#dependencies.get(state) ?? new Set();
  }

  /** Everything the resource needs, directly or not. */
  transitiveDependenciesOf(state: ResourceState): Set<ResourceState> {
    const found = new Set<ResourceState>();
    const visit = (current: ResourceState): void => {
      for (const dependency of this.dependenciesOf(current)) {
        if (found.has(dependency)) continue;
        found.add(dependency);
        visit(dependency);
      }
    };
    visit(state);
    return found;
  }

  /** Everything that needs the resource, directly or not, in the order of the state; children do not count. */
  dependingOn(root: ResourceState, ignored: ReadonlySet<string>): ResourceState[] {
    const urns = new Set([root.urn]);
    const found: ResourceState[] = [];
    for (const state of this.resources.slice(this.resources.indexOf(root) + 1)) {
      if (ignored.has(state.urn)) continue;
      const needs = dependenciesOf({ ...state, parent: "" }, providerUrn);
      if (!needs.some((urn) => urns.has(urn))) continue;
      urns.add(state.urn);
      found.push(state);
    }
    return found;
  }
}

/** Who needs a component needs what is in it. */
function descendants(urn: string, children: ReadonlyMap<string, ResourceState[]>): ResourceState[] {
  return (children.get(urn) ?? []).flatMap((child) => [child, ...descendants(child.urn, children)]);
}

/**
 * Sorts deletes into layers: each can be done at once, and only after the one before. What is needed by others comes
 * after those.
 */
export function inLayers(condemned: readonly ResourceState[], graph: DependencyGraph): ResourceState[][] {
  const left = new Set(condemned);
  const layers: ResourceState[][] = [];
  while (left.size > 0) {
    const layer = [...left].filter(
      (state) => ![...graph.dependenciesOf(state)].some((other) => left.has(other)),
    );
    for (const state of layer) left.delete(state);
    layers.push(layer);
  }
  return layers.reverse();
}
