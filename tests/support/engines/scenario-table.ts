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

/** Of a column. */
const WIDTH = 6;
const [PASSED, FAILED, LEFT_OUT] = ["pass", "FAIL", "left out"];
const COLUMNS = CELL_NAMES.map((cell) => onCell("", cell).slice(2));
const columnOf = (cell: CellName): number => COLUMNS.indexOf(onCell("", cell).slice(2));

/** How a test has ended on a cell. */
interface Ending {
  readonly word: string;
  readonly reason?: string;
}
const NOT_ASKED: Ending = { word: "-" };

/**
 * Jest's last words after the scenarios: how each has ended on each cell, and why what was left out was. What was not asked for, as
 * by `-t`, stands as `-`.
 */
export function tableOf(results: Results): string {
  const scenarios = endingsOf(results);
  const all = scenarios.flatMap(([, tests]) => tests.flatMap(([, endings]) => endings));
  const reasons = [...new Set(all.flatMap(({ reason }) => reason ?? []))];
  const shown = ({ word, reason }: Ending): string =>
    reason === undefined ? word : `(${reasons.indexOf(reason) + 1})`;
  const count = (wanted: string): number => all.filter(({ word }) => word === wanted).length;
  return [
    ...COLUMNS.map((column, i) => "|".padEnd(WIDTH).repeat(i) + column),
    ...scenarios.flatMap(([name, tests]) => [
      `${line([])}${name}`,
      ...tests.map(([test, endings]) => `${line(endings.map(shown))}  ${test}`),
    ]),
    "",
    ...reasons.map((reason, i) => `(${i + 1}) ${reason}`),
    `Scenarios: ${count(PASSED)} passed, ${count(FAILED)} failed, ${count(LEFT_OUT)} left out`,
    "",
  ].join("\n");
}

type Row = [test: string, endings: Ending[]];

/** The tests of each scenario of which any was run. */
function endingsOf({ testResults }: Results): [scenario: string, tests: Row[]][] {
  const scenarios = new Map<string, Map<string, Ending[]>>();
  for (const { ancestorTitles, title, status } of testResults.flatMap((file) => file.testResults)) {
    const scenario = readTitle(ancestorTitles[0] ?? "");
    if (!scenario) continue;
    const test = readTest(title);
    const tests = scenarios.get(scenario.name) ?? new Map<string, Ending[]>();
    scenarios.set(scenario.name, tests);
    const endings = tests.get(test.name) ?? COLUMNS.map(() => NOT_ASKED);
    tests.set(test.name, endings);
    endings[columnOf(scenario)] = endingOf(status, scenario.reason ?? test.reason);
  }
  const wasRun = (endings: readonly Ending[]): boolean =>
    endings.some(({ word }) => word === PASSED || word === FAILED);
  return [...scenarios].flatMap(([name, tests]) => {
    const run = [...tests].filter(([, endings]) => wasRun(endings));
    return run.length > 0 ? [[name, run] as [string, Row[]]] : [];
  });
}

function endingOf(status: string, reason: string | undefined): Ending {
  if (status === "passed") return { word: PASSED };
  if (status === "failed") return { word: FAILED };
  return reason === undefined ? NOT_ASKED : { word: LEFT_OUT, reason };
}

function line(cells: readonly string[]): string {
  return COLUMNS.map((_, i) => (cells[i] ?? "").padEnd(WIDTH)).join("");
}

/** A reporter of Jest's. */
export default class ScenarioTable {
  onRunComplete(_contexts: unknown, results: Results): void {
    // Jest's own summary comes after all reporters.
    process.once("exit", () => writeSync(1, tableOf(results)));
  }
}
