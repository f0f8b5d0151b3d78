import { readFileSync } from "node:fs";

/** A hundredth of a second is what Linux counts processors' time in. */
const MS_PER_TICK = 10;

/** What Linux tells of a process. @throws Error when it has ended */
export function lookAt(pid: number): {
  readonly parent: number;
  /** In milliseconds. */
  readonly processor: number;
  /** Now, and the most it ever was, in MiB. */
  readonly memory: number;
  readonly mostMemory: number;
} {
  // The name of the command is in brackets, and may have spaces.
  const [, rest = ""] = /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  const fields = rest.split(" ").map(Number);
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const mebibytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0) / 1024;
  return {
    parent: fields[1]!,
    processor: (fields[11]! + fields[12]!) * MS_PER_TICK,
    memory: mebibytes("VmRSS"),
    mostMemory: mebibytes("VmHWM"),
  };
}
