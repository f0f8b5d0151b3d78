import { readdirSync, readFileSync } from "node:fs";

import { lookAt } from "../proc";

/** What a process is there for. */
export type Role = "engine" | "program" | "host" | "other";

/** What a process had taken when it was seen last. */
export interface Seen {
  readonly role: Role;
  /** In milliseconds. */
  readonly processor: number;
  /** The most it ever had, in MiB. */
  readonly memory: number;
}

const EVERY_MS = 100;

/** Looks at a process and all that it starts, again and again. Only Linux tells; elsewhere nothing is seen. */
export function watched(root: number): { end(): readonly Seen[] } {
  const seen = new Map<number, Seen>();
  const look = (): void => {
    for (const [pid, one] of family(root)) seen.set(pid, one);
  };
  const timer = process.platform === "linux" ? setInterval(look, EVERY_MS) : undefined;
  return {
    end: () => {
      clearInterval(timer);
      return [...seen.values()];
    },
  };
}

function family(root: number): Map<number, Seen> {
  const all = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const one = lookedAt(Number(name));
        return one ? [[Number(name), one] as const] : [];
      }),
  );
  const belongs = (pid: number): boolean => {
    const parent = all.get(pid)?.parent;
    return pid === root || (parent !== undefined && belongs(parent));
  };
  return new Map(
    [...all]
      .filter(([pid]) => belongs(pid))
      .map(([pid, { command, processor, mostMemory }]) => [
        pid,
        { role: pid === root ? "engine" : roleOf(command), processor, memory: mostMemory },
      ]),
  );
}

function lookedAt(pid: number) {
  try {
    return { ...lookAt(pid), command: readFileSync(`/proc/${pid}/cmdline`, "utf8") };
  } catch {
    return undefined; // ended in the meantime
  }
}

function roleOf(command: string): Role {
  if (/cmd.dynamic-provider|plugin.pulumi-resource/.test(command)) return "host";
  return /[\\/]cmd[\\/]run/.test(command) ? "program" : "other";
}
