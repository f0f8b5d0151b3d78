import { readFileSync } from "node:fs";

import type { Sample } from "../bench";

/** A hundredth of a second is what Linux counts processors' time in. */
const MS_PER_TICK = 10;

/** How much memory a process has, and how long it has been computing. Only Linux tells; elsewhere nothing is measured. */
export function figuresOf(pid: number): Sample {
  if (process.platform !== "linux") return {};
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const [, kilobytes = ""] = /^VmRSS:\s+(\d+) kB$/m.exec(status)!;
  // The name of the command is in brackets, and may have spaces.
  const [, rest = ""] = /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))!;
  const [user, system] = rest.split(" ").slice(11, 13).map(Number) as [number, number];
  return { memory: Number(kilobytes) / 1024, processor: (user + system) * MS_PER_TICK };
}
