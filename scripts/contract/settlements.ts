import { listAssumptions } from "pulumi-model-access-emulator";

import { contract, onlyEmulated } from "./contract";
import type { Row } from "./vocabulary/row";
import { aboutRow, type Outcome } from "./run/run";
import { unseen } from "./unseen";

/** Enough of an answer to see what it is. */
const SHOWN_CHARACTERS = 160;

/** What a run has found out of what nobody knew: what is right, what is other, what is still open and why. */
export function settlements(outcomes: readonly Outcome[]): string[] {
  const names = [...new Set([...listAssumptions().map(({ name }) => name), ...assumptionsOf(contract)])];
  const of = (name: string) => outcomes.filter(({ assumptions }) => assumptions.includes(name));
  const failed = new Map(names.map((name) => [name, of(name).find((outcome) => isAgainst(name, outcome))]));
  const others = names.filter((name) => failed.get(name));
  const right = names.filter(
    (name) => !failed.get(name) && of(name).some(({ result }) => result === "passed"),
  );
  const open = names.filter((name) => !failed.get(name) && !right.includes(name));
  const why = open.map((name) => of(name).find(({ reason }) => reason)?.reason ?? whyUntried(name));
  return [
    `\nWhat nobody knew: ${right.length} right, ${others.length} other, ${open.length} still open`,
    ...others.map((name) => describeOther(name, failed.get(name)!)),
    `right   ${right.join(", ")}`,
    ...[...new Set(why)].map((reason) => {
      const some = open.filter((_name, i) => why[i] === reason);
      return `open    ${some.length} (${reason}): ${cut(some.join(", "))}`;
    }),
  ];
}

/** The assumptions that rows tell of. */
function assumptionsOf(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => aboutRow(row).assumptions);
}

/** Where it is known which assumption is other, an answer tells nothing of those beside it. */
function isAgainst(name: string, { result, other }: Outcome): boolean {
  return result === "failed" && (other === undefined || other.assumption === name);
}

function describeOther(name: string, { other, came = "" }: Outcome): string {
  return `OTHER   ${name} = ${other?.alternative ?? "none of its alternatives"}; came ${cut(came)}`;
}

function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)} …` : text;
}

function whyUntried(name: string): string {
  if (name.endsWith(".texts")) return "texts: nothing may rest on them";
  const [reason] = Object.entries(unseen).find(([, names]) => names.includes(name)) ?? [];
  if (reason !== undefined) return reason;
  return assumptionsOf(onlyEmulated).includes(name)
    ? "no run makes shares, copies and imports on an account"
    : "this run does not write";
}
