import { type Ending, type Verdict, worst } from "./judge";
import type { Case, Outcome } from "./play";
import type { Played, Row } from "./plan";

/** A row that was played. */
export interface Line extends Verdict {
  readonly name: string;
  /** Where it ended so: the resource and the scenario. */
  readonly where: string;
  readonly isNeverAsked: boolean;
}

/** Where something was played, which is the same under all assumptions. */
const placeOf = ({ cast, scenario }: Case): string => `${cast}, ${scenario}`;

/** How each scenario ends as declared. That it ends so under other assumptions as well says nothing of those. */
export function endingsOf(declared: readonly Played[]): ReadonlyMap<string, Ending> {
  return new Map(declared.map(([one, { ending }]) => [placeOf(one), ending]));
}

/** The worst of what was played is what the row is, as far as it does not end so as declared. */
export function lineOf(
  { name }: Row,
  outcomes: ReadonlyMap<Case, Outcome>,
  declared: ReadonlyMap<string, Ending> = new Map(),
): Line {
  const isNew = ([one, { ending }]: Played): boolean => ending !== declared.get(placeOf(one));
  const news = [...outcomes].filter(isNew);
  const verdict = worst(news.map(([, outcome]) => outcome));
  const places = news.filter(([, { ending }]) => ending === verdict.ending).map(([one]) => one);
  const [first] = places;
  const isWell = verdict.ending === "converges";
  const more = places.length > 1 ? ` (and ${places.length - 1} more)` : "";
  return {
    ...verdict,
    name,
    where: first && !isWell ? `${placeOf(first)}${more}` : "",
    isNeverAsked: outcomes.size === 0,
  };
}

const shown = ({ ending, isNeverAsked }: Line): string => (isNeverAsked ? "(never asked)" : ending);

/** The table, a line for each row, and below it what was said. */
export function table(lines: readonly Line[]): string[] {
  const width = Math.max(...lines.map(({ name }) => name.length));
  return lines.flatMap((line) => {
    const { name, where, message } = line;
    const said = (message ?? "").split("\n").flatMap((text) => (text === "" ? [] : [`      ${text}`]));
    return [`${name.padEnd(width)}  ${shown(line).padEnd(13)}  ${where}`.trimEnd(), ...said];
  });
}

/** The counts, in a line. */
export function summary(what: string, lines: readonly Line[]): string {
  const count = (ending: string): number => lines.filter((line) => shown(line) === ending).length;
  const never = count("(never asked)");
  return [
    `${what}: ${count("converges")} converge`,
    `${count("clear error")} end in one clear error that shows AWS's own words`,
    `${count("load-bearing")} load-bearing`,
    ...(never > 0 ? [`${never} that no call of the provider acts upon`] : []),
  ].join(", ");
}
