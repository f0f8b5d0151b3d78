import "../chance";

import { parseArgs } from "node:util";

import { play } from "../play";
import { COLUMNS, outcomeOf } from "./cells";
import { rowsOf } from "./rows";

// The matrix is not about versions of Node.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** `npm run matrix`: every call of every verb of every resource ends in every way; a table of how it went on. */
async function matrix(types: readonly string[]): Promise<boolean> {
  // What is loaded at the first call would take its time in the middle of a run.
  await play({ program: [], before: [], second: [], acts: [] });
  const rows = await rowsOf(types.length > 0 ? types : undefined);
  const strange = types.filter((type) => !rows.some((row) => row.type === type));
  if (strange.length > 0) throw new Error(`there is no resource ${strange.join(", ")}`);
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  COLUMNS.forEach(({ as }, index) => print(`${" ".repeat(index * 2)}${"ABCDEFGHIJ"[index]}  ${as}`));
  let cells = 0;
  let failed = 0;
  for (const row of rows) {
    print(`\n${row.type} ${row.verb}`);
    for (const { operation, at: call } of row.calls) {
      const outcomes = [];
      const failures: string[] = [];
      for (const { what } of COLUMNS) {
        const outcome = await outcomeOf(row, call, what);
        cells += 1;
        if (outcome !== undefined) failures.push(`${what}: ${outcome}`);
        outcomes.push(outcome === undefined ? "·" : "X");
      }
      print(`  ${outcomes.join(" ")}  ${operation}`);
      for (const failure of failures) print(`    call ${call} ${failure}`);
      failed += failures.length;
    }
  }
  print(`\n${cells} cells, ${cells - failed} of them converge to one object`);
  return failed === 0;
}

matrix(parseArgs({ allowPositionals: true }).positionals).then(
  (isWhole) => (process.exitCode = isWhole ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`matrix: ${(error as Error).message}\n`);
    process.exitCode = 1;
  },
);
