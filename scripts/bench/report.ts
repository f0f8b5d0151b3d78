import type { Result } from "./paired";

const HEAD = [
  "what",
  "figure",
  "ours min",
  "median",
  "reference min",
  "median",
  "ratio min",
  "median",
  "goal",
  "",
];

/** The results as lines of a table, one below the other. */
export function tableOf(results: readonly Result[]): string[] {
  const rows = results.map((result) => [
    `${result.what}, against ${result.against}`,
    `${result.figure}, ${result.unit}`,
    ...[result.ours.min, result.ours.median, result.reference.min, result.reference.median].map(shown),
    ...[result.ratio.min, result.ratio.median].map((value) => value.toFixed(2)),
    goalOf(result),
    result.met === undefined ? "" : result.met ? "met" : "MISSED",
  ]);
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...rows].map((row) => row[column]!.length)));
  // Words begin at the left, and numbers end at the right.
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column < 2 || column > 7 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join("  ")
      .trimEnd();
  return [line(HEAD), ...rows.map(line)];
}

function goalOf({ goal, unit }: Result): string {
  if (!goal) return "";
  return goal.of === "ratio" ? `ratio ≤ ${goal.atMost}` : `≤ ${goal.atMost} ${unit}`;
}

/** Three digits are as much as such figures tell. */
function shown(value: number): string {
  return value.toFixed(value < 1 ? 3 : value < 10 ? 1 : 0);
}
