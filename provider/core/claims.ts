/** One resource of the program that wants an object to be there. */
export interface Claim<Place> {
  /** The resource's URN. */
  readonly urn: string;
  /** Where the object is wanted, as far as the inputs tell. */
  readonly place: Place;
}

/** What people call a resource. */
export function resourceName(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/**
 * What the resources of this run want, kept for as long as the host lives, which is one run.
 *
 * A delete asks here first. So a resource that was renamed without an alias, a forced replacement, two resources for
 * one object, or two that swapped objects never destroy what the program wants.
 */
export class Claims {
  readonly #claims = new Map<string, Map<string, unknown>>();
  readonly #made = new Map<string, unknown>();
  readonly #givenUp = new Map<string, unknown>();
  readonly #removed = new Set<string>();
  readonly #turns = new Map<string, Promise<unknown>>();

  /**
   * The resource wants the object of that key; what it wanted before, it wants no longer. To be said where the program's
   * inputs are checked and nowhere else: a refresh compares as well, also what the program wants no longer.
   */
  claim<Place>(key: string, { urn, place }: Claim<Place>): void {
    for (const claims of this.#claims.values()) claims.delete(urn);
    const claims = this.#claims.get(key) ?? new Map<string, unknown>();
    claims.set(urn, place);
    this.#claims.set(key, claims);
  }

  /** Who wants the object of that key and has not given it up. */
  claimsOf<Place>(key: string): Claim<Place>[] {
    return [...(this.#claims.get(key) ?? [])]
      .filter(([urn]) => !this.#givenUp.has(`${key} ${urn}`))
      .map(([urn, place]) => ({ urn, place: place as Place }));
  }

  /** Our state says that we made the object of that id, so that whoever finds it in this run has not found a stranger's. */
  remember<State>(id: string, state: State): void {
    this.#made.set(id, state);
  }

  remembered<State>(id: string): State | undefined {
    return this.#made.get(id) as State | undefined;
  }

  /** What was made is no longer: what is found under that id from now on is somebody else's. */
  forget(id: string): void {
    this.#made.delete(id);
  }

  /**
   * The resource wants the object of that key to be deleted and made anew, because the new one differs in what cannot
   * be changed: its claim does not protect the old one.
   */
  giveUp<Next>(key: string, urn: string, next: Next): void {
    this.#givenUp.set(`${key} ${urn}`, next);
  }

  /** The resource's delete has begun, which its siblings are told. */
  removing(urn: string): void {
    this.#removed.add(urn);
  }

  isRemoved(urn: string): boolean {
    return this.#removed.has(urn);
  }

  /** Of the resources of a run that make one object, one at a time: whoever comes second finds it made by us. */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(work);
    // A failure is told to whoever waits for it, and ends the turn like anything else.
    this.#turns.set(
      key,
      turn.catch(() => undefined),
    );
    return turn;
  }

  /** What the resource has given the object up for. */
  givenUpFor<Next>(key: string, urn: string): Next | undefined {
    return this.#givenUp.get(`${key} ${urn}`) as Next | undefined;
  }
}
