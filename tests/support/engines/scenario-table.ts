import { writeSync } from "node:fs";

import { CELL_NAMES, type CellName, onCell, readTest, readTitle } from "./cell-titles";

/** Of Jest's results, what the table is made of. */
interface Results {
  readonly testResults: readonly {
    readonly testResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

const ENDINGS: Readonly<Record<string, string>> = { passed: "pass", failed: "FAIL" };
const COLUMNS = CELL_NAMES.map((cell) => onCell("", cell).slice(2));
const columnOf = (cell: CellName): number => COLUMNS.indexOf(onCell("", cell).slice(2));

/**
 * Jest's last words after the scenarios: a table of how each has ended on each cell, and why what was left out was.
 * What was not asked for, as by `-t`, stands as `-`.
 */
export function tableOf({ testResults }: Results): string {
  const rows = new Map<string, Map<string, string[]>>();
  const reasons: string[] = [];
  for (const { ancestorTitles, title, status } of testResults.flatMap((file) => file.testResults)) {
    const scenario = readTitle(ancestorTitles[0] ?? "");
    if (!scenario) continue;
    const test = readTest(title);
    const reason = scenario.reason ?? test.reason;
    if (reason !== undefined && !reasons.includes(reason)) reasons.push(reason);
    const tests = rows.get(scenario.name) ?? new Map<string, string[]>();
    rows.set(scenario.name, tests);
    const cells = tests.get(test.name) ?? COLUMNS.map(() => "-");
    tests.set(test.name, cells);
    cells[columnOf(scenario)] =
      ENDINGS[status] ?? (reason === undefined ? "-" : `(${reasons.indexOf(reason) + 1})`);
  }
  const isAsked = (cells: string[]): boolean => cells.some((cell) => Object.values(ENDINGS).includes(cell));
  const asked = [...rows].flatMap(([name, tests]) => {
    const some = [...tests].filter(([, cells]) => isAsked(cells));
    return some.length > 0 ? [[name, some] as const] : [];
  });
  const all = asked.flatMap(([, tests]) => tests.flatMap(([, cells]) => cells));
  const count = (isIt: (cell: string) => boolean): number => all.filter(isIt).length;
  return [
    COLUMNS.map((column, i) => `${"| ".repeat(i)}${column}`).join("\n"),
    ...asked.flatMap(([name, tests]) => [
      `${line([])}${name}`,
      ...tests.map(([test, cells]) => `${line(cells)}  ${test}`),
    ]),
    "",
    ...reasons.map((reason, i) => `(${i + 1}) ${reason}`),
    `Scenarios: ${count((cell) => cell === ENDINGS["passed"])} passed, ` +
      `${count((cell) => cell === ENDINGS["failed"])} failed, ${count((cell) => cell.startsWith("("))} left out`,
    "",
  ].join("\n");
}

function line(cells: readonly string[]): string {
  return COLUMNS.map((_, i) => (cells[i] ?? "").padEnd(6)).join("");
}

/** A reporter of Jest's. */
export default class ScenarioTable {
  onRunComplete(_contexts: unknown, results: Results): void {
    // Jest's own summary comes after all reporters.
    process.once("exit", () => writeSync(1, tableOf(results)));
  }
}
