import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

import * as v from "valibot";

import { type Clock, END_OF_TIME } from "./clock";
import type { Store } from "./store";

const snapshotSchema = v.strictObject({
  version: v.literal(1),
  /** Emulated milliseconds: what is under way depends on it. */
  now: v.pipe(v.number(), v.maxValue(END_OF_TIME)),
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
    this.#lock();
    try {
      this.#load();
    } catch (error) {
      this.release();
      throw error;
    }
  }

  /** Lets another emulator have the file. */
  release(): void {
    rmSync(this.#lockPath, { force: true });
  }

  get #lockPath(): string {
    return `${this.path}.lock`;
  }

  /** Two emulators would undo one another's work. What a killed one has left behind is no lock. */
  #lock(): void {
    for (;;) {
      try {
        return writeFileSync(this.#lockPath, String(process.pid), { flag: "wx" });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = Number(readFileSync(this.#lockPath, "utf8"));
      if (isRunning(holder)) {
        throw new SnapshotError(
          `${this.path} is kept by another emulator, process ${holder} (if that is none, delete ${this.#lockPath})`,
        );
      }
      this.release();
    }
  }

  #load(): void {
    const { path, store, clock } = this;
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

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
