import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { EngineError } from "../errors";

/** Keeps two runs from changing the state of one stack at the same time. */
export class StackLock {
  private constructor(private readonly path: string) {}

  /** @throws EngineError when another process that still lives holds the lock */
  static take(path: string): StackLock {
    mkdirSync(dirname(path), { recursive: true });
    for (;;) {
      try {
        writeFileSync(path, String(process.pid), { flag: "wx" });
        return new StackLock(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = holderOf(path);
      if (holder !== undefined && isAlive(holder)) {
        throw new EngineError(`the stack is currently locked by process ${holder}`);
      }
      // Whoever held it is dead.
      rmSync(path, { force: true });
    }
  }

  release(): void {
    rmSync(this.path, { force: true });
  }
}

function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    return undefined; // released in this very moment
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
