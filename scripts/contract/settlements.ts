import { listAssumptions } from "pulumi-model-access-emulator";

import { contract, reading } from "./contract";
import { aboutRow, type Outcome } from "./run";

/** Enough of an answer to see what it is. */
const SHOWN_CHARACTERS = 200;

/** What a run has found out of what nobody knew: what is right, what is other, what is still open and why. */
export function settlements(outcomes: readonly Outcome[]): string[] {
  const names = [...new Set([...listAssumptions().map(({ name }) => name), ...assumptionsOf(contract)])];
  const of = (name: string) => outcomes.filter(({ assumption }) => assumption === name);
  const failed = names.flatMap((name) => of(name).find(({ result }) => result === "failed") ?? []);
  const others = new Set(failed.map(({ assumption }) => assumption));
  const right = names.filter(
    (name) => !others.has(name) && of(name).some(({ result }) => result === "passed"),
  );
  const open = names.filter((name) => !others.has(name) && !right.includes(name));
  const why = open.map((name) => of(name)[0]?.reason ?? whyUntried(name));
  return [
    `\nWhat nobody knew: ${right.length} right, ${others.size} other, ${open.length} still open`,
    ...right.map((name) => `right   ${name}`),
    ...failed.map(({ assumption, alternative, came = "" }) => {
      const found = alternative ?? "none of its alternatives";
      return `OTHER   ${assumption} = ${found}; came ${came.slice(0, SHOWN_CHARACTERS)}`;
    }),
    ...[...new Set(why)].map((reason) => {
      const some = open.filter((_name, i) => why[i] === reason);
      return `open    ${some.length} (${reason}): ${some.join(", ").slice(0, SHOWN_CHARACTERS)}`;
    }),
  ];
}

/** The assumptions that rows tell of. */
export function assumptionsOf(rows: typeof contract): string[] {
  return rows.flatMap((row) => aboutRow(row).assumption ?? []);
}

function whyUntried(name: string): string {
  if (name.endsWith(".texts")) return "texts: nothing may rest on them";
  return assumptionsOf(contract).includes(name) && !assumptionsOf(reading).includes(name)
    ? "this run does not write"
    : "nothing asks AWS for them yet";
}
