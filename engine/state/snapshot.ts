import { type Change, type ChangeLog, NO_LOG } from "./changes";
import {
  dependenciesOf,
  type PendingOperation,
  type PendingOperationType,
  type ResourceState,
  type StackState,
} from "./resource";
import { splitReference } from "../urns";

/**
 * The state while a run changes it: what this run has produced, then what it has not touched yet. What it does is saved around
 * every step, so that a run that is killed leaves behind what really happened.
 */
export class Snapshot {
  readonly #base: StackState;
  readonly #news: ResourceState[] = [];
  readonly #done = new Set<ResourceState>();
  /** What is attempted, by its number. */
  readonly #attempts = new Map<number, PendingOperation>();
  #attempted = 0;
  /** New URNs of resources found under an alias. */
  readonly #renamed = new Map<string, string>();
  readonly #numbers: Map<ResourceState, number>;

  constructor(
    base: StackState,
    private readonly log: ChangeLog = NO_LOG,
  ) {
    this.#base = base;
    this.#numbers = new Map(base.resources.map((resource, index) => [resource, index]));
  }

  /** Does again what a run has done that began with the same state. */
  static replay(base: StackState, changes: readonly Change[]): StackState {
    // A run that has saved nothing has changed nothing.
    if (changes.length === 0) return base;
    const snapshot = new Snapshot(base);
    const records = [...base.resources];
    for (const change of changes) snapshot.#replay(change, records);
    return snapshot.state();
  }

  #replay(change: Change, records: ResourceState[]): void {
    switch (change.kind) {
      case "begin":
        this.#attempts.set(change.attempt, { resource: change.resource, type: change.type });
        return;
      case "end":
        this.#attempts.delete(change.attempt);
        return;
      case "put": {
        const known = records[change.record];
        if (known) Object.assign(known, change.resource);
        else this.add((records[change.record] = change.resource));
        return;
      }
      case "drop":
        this.drop(records[change.record]!);
        return;
      case "rename":
        this.rename(change.from, change.to);
        return;
    }
  }

  /** Notes what is about to be attempted. @returns the number of the attempt */
  begin(resource: ResourceState, type: PendingOperationType): number {
    const attempt = this.#attempted++;
    this.#attempts.set(attempt, { resource, type });
    this.log.note({ kind: "begin", attempt, type, resource });
    this.log.save();
    return attempt;
  }

  /** The attempt is over, with whatever result. */
  end(attempt: number): void {
    this.#attempts.delete(attempt);
    this.log.note({ kind: "end", attempt });
  }

  add(state: ResourceState): void {
    this.#numbers.set(state, this.#numbers.size);
    this.#news.push(state);
    this.changed(state);
  }

  /** A record that is known has become another. */
  changed(state: ResourceState): void {
    const record = this.#numbers.get(state);
    if (record !== undefined && !this.#done.has(state))
      this.log.note({ kind: "put", record, resource: state });
  }

  drop(state: ResourceState): void {
    const record = this.#numbers.get(state);
    this.#done.add(state);
    if (record !== undefined) this.log.note({ kind: "drop", record });
  }

  rename(from: string, to: string): void {
    this.#renamed.set(from, to);
    this.log.note({ kind: "rename", from, to });
  }

  save(): void {
    this.log.save();
  }

  state(): StackState {
    const resources = [...this.#news, ...this.#base.resources].filter((state) => !this.#done.has(state));
    const kept = this.#base.pendingOperations.filter(({ type }) => type === "creating");
    return {
      resources: inOrder(resources).map((state) => this.#withNewUrns(state)),
      pendingOperations: [...kept, ...this.#attempts.values()],
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
