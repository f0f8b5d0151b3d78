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
}
