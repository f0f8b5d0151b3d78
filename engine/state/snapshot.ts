import {
  dependenciesOf,
  type PendingOperation,
  type PendingOperationType,
  type ResourceState,
  type StackState,
} from "./resource";
import { splitReference } from "../urns";

/**
 * The state while a run changes it: what this run has produced, then what it has not touched yet. It is saved around
 * every step, so that a run that is killed leaves behind what really happened.
 */
export class Snapshot {
  readonly #base: StackState;
  readonly #news: ResourceState[] = [];
  readonly #done = new Set<ResourceState>();
  readonly #pending: PendingOperation[] = [];
  /** New URNs of resources found under an alias. */
  readonly #renamed = new Map<string, string>();

  constructor(
    base: StackState,
    private readonly save: (state: StackState) => void,
  ) {
    this.#base = base;
  }

  /** Notes what is about to be attempted; a preview saves nothing. */
  begin(resource: ResourceState, type: PendingOperationType): PendingOperation {
    const operation = { resource, type };
    this.#pending.push(operation);
    this.write();
    return operation;
  }

  /** The attempt is over, with whatever result. */
  end(operation: PendingOperation | undefined): void {
    const at = operation ? this.#pending.indexOf(operation) : -1;
    if (at >= 0) this.#pending.splice(at, 1);
  }

  add(state: ResourceState): void {
    this.#news.push(state);
  }

  drop(state: ResourceState): void {
    this.#done.add(state);
  }

  rename(from: string, to: string): void {
    this.#renamed.set(from, to);
  }

  write(): void {
    this.save(this.state());
  }

  state(): StackState {
    const resources = [...this.#news, ...this.#base.resources].filter((state) => !this.#done.has(state));
    const kept = this.#base.pendingOperations.filter(({ type }) => type === "creating");
    return {
      resources: inOrder(resources).map((state) => this.#withNewUrns(state)),
      pendingOperations: [...kept, ...this.#pending],
    };
  }

  /** References to a resource that was found under an alias follow it. */
  #withNewUrns(state: ResourceState): ResourceState {
    if (this.#renamed.size === 0) return state;
    const follow = (urn: string): string => this.#renamed.get(urn) ?? urn;
    const provider = state.provider && splitReference(state.provider);
    return {
      ...state,
      parent: follow(state.parent),
      dependencies: state.dependencies.map(follow),
      propertyDependencies: Object.fromEntries(
        Object.entries(state.propertyDependencies).map(([key, urns]) => [key, urns.map(follow)]),
      ),
      deletedWith: follow(state.deletedWith),
      provider: provider ? `${follow(provider.urn)}::${provider.id}` : "",
    };
  }
}

/** Brings everything a resource needs before it, and changes the order no further. */
export function inOrder(resources: readonly ResourceState[]): ResourceState[] {
  const byUrn = new Map<string, ResourceState[]>();
  for (const state of resources) byUrn.set(state.urn, [...(byUrn.get(state.urn) ?? []), state]);
  const ordered = new Set<ResourceState>();
  const visiting = new Set<ResourceState>();
  const visit = (state: ResourceState): void => {
    if (ordered.has(state) || visiting.has(state)) return;
    visiting.add(state);
    for (const urn of dependenciesOf(state, (reference) => splitReference(reference).urn)) {
      for (const dependency of byUrn.get(urn) ?? []) visit(dependency);
    }
    ordered.add(state);
  };
  resources.forEach(visit);
  return [...ordered];
}
