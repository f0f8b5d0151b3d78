import type { ChangeCounts } from "../run/execute";
import { type Colors, symbolFor, wordsFor } from "./words";

const ORDER = ["create", "import", "update", "delete", "replace"];

/** What says that something was looked at, not that anything is different. */
const NO_CHANGES = new Set(["same", "read", "read-replacement", "discard"]);

/** The lines under `Resources:`. */
export function resourceSummary(
  changes: ChangeCounts,
  errored: number,
  preview: boolean,
  colors: Colors,
): string[] {
  const changed = ORDER.filter((op) => (changes[op] ?? 0) > 0);
  const lines = changed.map((op) => {
    const { planned, done } = wordsFor(op);
    const count = changes[op] ?? 0;
    return `    ${symbolFor(op, colors).trim().padEnd(2)}${count} ${preview ? `to ${planned}` : done}`;
  });
  const total = changed.reduce((sum, op) => sum + (changes[op] ?? 0), 0);
  const unchanged = changes["same"] ?? 0;
  const words = unchanged > 0 ? [`${unchanged} unchanged`] : [];
  if (changed.length > 1) words.unshift(`${total} changes`);
  if (words.length > 0) lines.push(`    ${words.join(". ")}`);
  if (errored > 0) lines.push(`    ${errored} errored`);
  return lines;
}

/** Whether a pipeline that expects no changes has to stop. */
export function hasChanges(changes: ChangeCounts): boolean {
  return Object.entries(changes).some(([op, count]) => !NO_CHANGES.has(op) && (count ?? 0) > 0);
}

/** Seconds as people read them. */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}
