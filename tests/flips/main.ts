import type { Ending } from "./judge";
import { type Options, readOptions, USAGE } from "./options";
import type { Case, Outcome } from "./play";
import { asDeclared, combined, oneByOne, type Row } from "./plan";
import { Pool } from "./pool";
import { endingsOf, type Line, lineOf, summary, table } from "./report";
import { smallest } from "./smallest";

type Outcomes = ReadonlyMap<Case, Outcome>;

// The flips are not about versions of Node.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** Plays rows, tells of each as it ends, and answers in the order that they were given in. */
async function played(
  what: string,
  rows: readonly Row[],
  pool: Pool,
  usual?: ReadonlyMap<string, Ending>,
): Promise<[Row, Outcomes][]> {
  const all = new Map<Row, Outcomes>();
  await pool.play(rows, (row, outcomes) => {
    all.set(row, outcomes);
    const { name, ending, where, isNeverAsked, message = "" } = lineOf(row, outcomes, usual);
    if (isNeverAsked) return;
    const seconds = [...outcomes.values()].reduce((sum, outcome) => sum + outcome.seconds, 0);
    const at = where === "" ? "" : ` (${where})`;
    const count = `${what} ${all.size}/${rows.length}`;
    process.stderr.write(`${count}  ${name}: ${ending}${at}, ${seconds.toFixed(1)} s\n`);
    // A long table comes late.
    if (ending === "load-bearing") process.stderr.write(`      ${message}\n`);
  });
  return rows.map((row) => [row, all.get(row)!]);
}

/** Whether nothing is load-bearing. */
async function flips(options: Options, pool: Pool): Promise<boolean> {
  const base = await played("as declared", asDeclared(options), pool);
  const declared = base.flatMap(([, outcomes]) => [...outcomes]);
  const asIs = base.map(([row, outcomes]) => lineOf(row, outcomes));
  const usual = endingsOf(declared);
  const flipped = await played("alone", oneByOne(options, declared), pool, usual);
  const alone = flipped.map(([row, outcomes]) => lineOf(row, outcomes, usual));
  const isLoadBearing = ({ ending }: Line): boolean => ending === "load-bearing";
  const known = new Set(alone.filter(isLoadBearing).map(({ name }) => name));
  const combinations = await played("together", combined(options, declared, known), pool, usual);
  const together: Line[] = [];
  for (const [row, outcomes] of combinations) {
    const line = lineOf(row, outcomes, usual);
    together.push(isLoadBearing(line) ? lineOf(...(await smallest(row, outcomes, pool))) : line);
  }
  const told = together.filter(({ ending }) => ending !== "converges");
  const lines = [
    ...table([...asIs, ...alone]),
    "",
    ...(told.length > 0 ? [...table(told), ""] : []),
    summary("Flips", alone),
    ...(together.length > 0 ? [summary(`Combinations of seed ${options.seed}`, together)] : []),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return ![...asIs, ...alone, ...together].some(isLoadBearing);
}

async function main(): Promise<void> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`flips: ${(error as Error).message}\n${USAGE}\n`);
    process.exitCode = 1;
    return;
  }
  const pool = new Pool();
  try {
    process.exitCode = (await flips(options, pool)) ? 0 : 1;
  } finally {
    pool.end();
  }
}

void main();
