/** One resource of the program that wants an object to be there. */
export interface Claim<Place> {
  /** The resource's URN. */
  readonly urn: string;
  /** Where the object is wanted, as far as the inputs tell. */
  readonly place: Place;
}

/**
 * What the resources of this run want, kept for as long as the host lives, which is one run.
 *
 * A delete asks here first. So a resource that was renamed without an alias, a forced replacement, two resources for
 * one object, or two that swapped objects never destroy what the program wants.
 */
export class Claims {
  readonly #claims = new Map<string, Map<string, unknown>>();
  readonly #owned = new Set<string>();
  readonly #given = new Map<string, Set<string>>();

  /** The resource wants the object of that key. A later claim of the same resource replaces an earlier one. */
  claim<Place>(key: string, { urn, place }: Claim<Place>): void {
    for (const claims of this.#claims.values()) claims.delete(urn);
    const claims = this.#claims.get(key) ?? new Map<string, unknown>();
    claims.set(urn, place);
    this.#claims.set(key, claims);
  }

  /** Who wants the object of that key. */
  claimsOf<Place>(key: string): Claim<Place>[] {
    return [...(this.#claims.get(key) ?? [])].map(([urn, place]) => ({ urn, place: place as Place }));
  }

  /** Our own state says that we made the object of that key: finding it there is not finding somebody else's. */
  own(key: string): void {
    this.#owned.add(key);
  }

  isOwned(key: string): boolean {
    return this.#owned.has(key);
  }

  /**
   * The resource wants the object of that key to be deleted and made anew, because the new one differs in what cannot
   * be changed: its own claim does not protect the old one.
   */
  giveUp(key: string, urn: string): void {
    this.#given.set(key, (this.#given.get(key) ?? new Set()).add(urn));
  }

  isGivenUp(key: string, urn: string): boolean {
    return this.#given.get(key)?.has(urn) ?? false;
  }
}
