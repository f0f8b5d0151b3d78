/** One resource of the program that wants an object to be there, of whichever provider. */
export interface Wish {
  /** The resource's URN. */
  readonly urn: string;
  /** The account in which it is wanted, where that is known. */
  readonly accountId?: string | undefined;
  /** The Region in which it is wanted, where that is known and matters. */
  readonly region?: string | undefined;
  /** Whether the resource may delete the object one day; undefined where that is not known. */
  readonly owns?: boolean | undefined;
}

/** The same as its own host knows it. */
export interface Claim<Place> extends Wish {
  /** Where the object is wanted, as far as the inputs tell. */
  readonly place: Place;
}

/** What a host tells the others of its run. */
export interface Note extends Partial<Wish> {
  readonly key: string;
  /** What a resource has left to whoever wants the object of that key, which is the object's id then; null once it is gone. */
  readonly legacy?: unknown;
  /** The object of that key, which is its resource's type and its id then, is changed in place. */
  readonly changes?: true;
}

/** The other hosts of the run: each explicit provider has one. */
export interface Neighbours {
  tell(note: Note): void;
  told(): readonly Note[];
}

const NOBODY: Neighbours = { tell: () => undefined, told: () => [] };

/**
 * What the resources of this run want, kept for as long as the host lives, which is one run.
 *
 * A delete asks here first. So a resource that was renamed without an alias, a forced replacement, one that moved to
 * another provider, two resources for one object, or two that swapped objects never destroy what the program wants.
 */
export class Claims {
  /** What each resource wants, by its URN. */
  readonly #wants = new Map<string, { readonly key: string; readonly claim: Claim<unknown> }>();
  /** Who wants an object, by the object's key. */
  readonly #wanting = new Map<string, Set<string>>();
  readonly #left = new Map<string, unknown>();
  readonly #givenUp = new Map<string, unknown>();
  readonly #removed = new Set<string>();
  readonly #changing = new Set<string>();
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(private readonly neighbours: Neighbours = NOBODY) {}

  /**
   * The resource wants the object of that key; what it wanted before, it wants no longer. To be said where the program's
   * inputs are checked and nowhere else: a refresh compares as well, also what the program wants no longer.
   * @returns whether it is news: a resource that is replaced is checked twice
   */
  claim<Place>(key: string, claim: Claim<Place>): boolean {
    const before = this.#wants.get(claim.urn)?.key;
    if (before !== undefined) this.#wanting.get(before)!.delete(claim.urn);
    this.#wants.set(claim.urn, { key, claim });
    this.#wanting.set(key, (this.#wanting.get(key) ?? new Set()).add(claim.urn));
    this.#tell(key, claim);
    return before !== key;
  }

  /** More is known now of what the resource wants. Says nothing of a resource that has claimed nothing. */
  detail(urn: string, known: Pick<Wish, "accountId" | "owns">): void {
    const wanted = this.#wants.get(urn);
    if (!wanted || (wanted.claim.accountId === known.accountId && wanted.claim.owns === known.owns)) return;
    const claim = { ...wanted.claim, ...known };
    this.#wants.set(urn, { ...wanted, claim });
    this.#tell(wanted.key, claim);
  }

  /** Who wants the object of that key and has not given it up, in this host. */
  claimsOf<Place>(key: string): Claim<Place>[] {
    return [...(this.#wanting.get(key) ?? [])]
      .filter((urn) => !this.#givenUp.has(`${key} ${urn}`))
      .map((urn) => this.#wants.get(urn)!.claim as Claim<Place>);
  }

  /** Who wants the object of that key in the other hosts of this run. */
  wishesElsewhere(key: string): Wish[] {
    const latest = new Map<string, Note & { urn: string }>();
    for (const note of this.neighbours.told()) {
      const { urn } = note;
      // What a resource has said of another key counts only after what it has said of this one.
      if (urn !== undefined && (note.key === key || latest.has(urn))) latest.set(urn, { ...note, urn });
    }
    return [...latest.values()].filter((note) => note.key === key);
  }

  /**
   * Our state says so of the object of that id, so that whoever finds it in this run has not found a stranger's. Said where
   * a resource is compared, and where one that is removed leaves its object to another.
   */
  remember<State>(id: string, state: State): void {
    this.#left.set(id, state);
  }

  /** The same, also for resources of other providers. */
  bequeath<State>(id: string, state: State): void {
    this.remember(id, state);
    this.neighbours.tell({ key: id, legacy: state });
  }

  remembered<State>(id: string): State | undefined {
    if (this.#left.has(id)) return this.#left.get(id) as State | undefined;
    const left = this.neighbours.told().filter(({ key, legacy }) => key === id && legacy !== undefined);
    return (left.at(-1)?.legacy ?? undefined) as State | undefined;
  }

  /** What was made is no longer: what is found under that id from now on is somebody else's. */
  forget(id: string): void {
    this.#left.set(id, undefined);
    this.neighbours.tell({ key: id, legacy: null });
  }

  /** The object is changed in place: a preview knows none of its outputs, and yet its id stays what it is. */
  changesInPlace(type: string, id: string): void {
    const object = `${type}/${id}`;
    this.#changing.add(object);
    this.neighbours.tell({ key: object, changes: true });
  }

  isChangedInPlace(type: string, id: string): boolean {
    const object = `${type}/${id}`;
    const isTold = ({ key, changes }: Note): boolean => changes === true && key === object;
    return this.#changing.has(object) || this.neighbours.told().some(isTold);
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

  #tell(key: string, { urn, accountId, region, owns }: Wish): void {
    this.neighbours.tell({ key, urn, accountId, region, owns });
  }
}
