import type { Sample } from "../bench";
import { lookAt } from "../proc";

/** How much memory a process has, and how long it has been computing. Only Linux tells; elsewhere nothing is measured. */
export function figuresOf(pid: number): Sample {
  if (process.platform !== "linux") return {};
  const { memory, processor } = lookAt(pid);
  return { memory, processor };
}
