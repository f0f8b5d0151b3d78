import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";

type Emulated = Pick<Call, "store" | "clock" | "world">;

/** What something has been since when, in emulated milliseconds; null is what was deleted. */
interface Moment<Row> {
  readonly since: number;
  readonly value: Row | null;
}

/**
 * What IAM keeps: reads see every change at once, and what is asked for permission only after a while, as AWS's own parts
 * learn of it one by one. So a record is kept as what it was, oldest first, as far back as that still counts.
 */
export class Records<Row> {
  constructor(private readonly name: string) {}

  /** What it is now; null once it was deleted, undefined when nobody has written it. */
  latest(key: string, { store }: Pick<Emulated, "store">): Row | null | undefined {
    return this.#table(store).get(key)?.at(-1)?.value;
  }

  /** What counts: null when it was deleted or is not known yet, undefined when nobody has written it. */
  inForce(key: string, emulated: Emulated): Row | null | undefined {
    const moments = this.#table(emulated.store).get(key);
    return moments && (this.#counting(moments, emulated)?.value ?? null);
  }

  /** @param before what it has always been until the first write */
  write(key: string, value: Row | null, emulated: Emulated, before?: Row): void {
    const table = this.#table(emulated.store);
    const moments = table.get(key) ?? (before === undefined ? [] : [{ since: 0, value: before }]);
    const counting = this.#counting(moments, emulated);
    const past = counting ? moments.slice(moments.indexOf(counting)) : moments;
    table.set(key, [...past, { since: emulated.clock.now(), value }]);
  }

  /** Everything that somebody has written, also what was deleted since. */
  keys({ store }: Pick<Emulated, "store">): string[] {
    return [...this.#table(store).keys()];
  }

  #table(store: Store): Map<string, readonly Moment<Row>[]> {
    return store.table(this.name);
  }

  #counting(moments: readonly Moment<Row>[], { clock, world }: Emulated): Moment<Row> | undefined {
    const { effectiveAfterSeconds } = world.timing.identities;
    return moments.findLast(({ since }) => clock.hasPassed(since, effectiveAfterSeconds));
  }
}
