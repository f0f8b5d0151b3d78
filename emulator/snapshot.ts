import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

import * as v from "valibot";

import type { Clock } from "./clock";
import type { Store } from "./store";

const snapshotSchema = v.strictObject({
  version: v.literal(1),
  /** Emulated milliseconds: what is under way depends on it. */
  now: v.number(),
  tables: v.record(v.string(), v.record(v.string(), v.unknown())),
});

/** All that the emulated AWS remembers, and its time. */
export type Snapshot = v.InferOutput<typeof snapshotSchema>;

/** A snapshot that is none. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
}

export function takeSnapshot(store: Store, clock: Clock): Snapshot {
  return { version: 1, now: clock.now(), tables: store.dump() };
}

/** Brings everything, time included, back to what it was. */
export function restoreSnapshot(snapshot: unknown, store: Store, clock: Clock): void {
  const { now, tables } = parseSnapshot(snapshot);
  store.load(tables);
  clock.set(now);
}

function parseSnapshot(snapshot: unknown): Snapshot {
  const parsed = v.safeParse(snapshotSchema, snapshot);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new SnapshotError(
    `this is no snapshot of the emulator: ${v.getDotPath(issue) ?? "(all)"}: ${issue.message}`,
  );
}

/** Keeps the state in a file, so that it survives a restart. */
export class StateFile {
  #written = "";

  constructor(
    private readonly path: string,
    private readonly store: Store,
    private readonly clock: Clock,
  ) {
    if (!existsSync(path)) return;
    let snapshot: unknown;
    try {
      snapshot = JSON.parse(readFileSync(path, "utf8"));
    } catch {
      throw new SnapshotError(`${path} is not JSON`);
    }
    const { now, tables } = parseSnapshot(snapshot);
    store.load(tables);
    // Time has gone on while nobody emulated it, and never goes back.
    if (now > clock.now()) clock.set(now);
  }

  /**
   * Writes the state: whole, or not at all.
   * @param always also when only time has passed
   */
  save(always: boolean): void {
    const snapshot = takeSnapshot(this.store, this.clock);
    const tables = JSON.stringify(snapshot.tables);
    if (tables === this.#written && !always) return;
    const temporary = `${this.path}.${process.pid}.tmp`;
    // Credentials of assumed roles and first-use forms are in it.
    writeFileSync(temporary, JSON.stringify(snapshot), { mode: 0o600 });
    renameSync(temporary, this.path);
    this.#written = tables;
  }
}
