/** Tables by name, rows by key. */
export type StoreDump = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * What the emulated AWS remembers: named tables of plain JSON records. Services own the record types; keeping them plain
 * is what lets the whole state be saved and restored at any moment.
 */
export class Store {
  readonly #tables = new Map<string, Map<string, unknown>>();

  /** The table of that name, made on first use. */
  table<Row>(name: string): Map<string, Row> {
    const table = this.#tables.get(name) ?? new Map<string, unknown>();
    this.#tables.set(name, table);
    return table as Map<string, Row>;
  }

  /** Everything that is remembered, as plain JSON. */
  dump(): StoreDump {
    return Object.fromEntries([...this.#tables].map(([name, table]) => [name, Object.fromEntries(table)]));
  }

  /** Forgets everything and remembers this instead. */
  load(dump: StoreDump): void {
    this.#tables.clear();
    for (const [name, rows] of Object.entries(dump)) {
      this.#tables.set(name, new Map(Object.entries(structuredClone(rows))));
    }
  }
}
