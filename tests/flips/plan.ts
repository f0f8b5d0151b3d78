import * as fc from "fast-check";

import { listAssumptions } from "#emulator/index";

import { CASTS } from "./casts";
import type { Options } from "./options";
import type { Case, Outcome } from "./play";

/** A line of the table: what is assumed otherwise, and what is played so. */
export interface Row {
  readonly name: string;
  readonly assumptions: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

/** The name of an alternative, as `--assume` and `--only` write it. */
const flip = (name: string, alternative: string): string => `${name}=${alternative}`;

/** Everything as it is declared, a row for each cast; it tells also who acts upon which assumption. */
export function asDeclared({ resources, speed }: Options): Row[] {
  const casts = CASTS.filter(({ subject }) => resources.length === 0 || resources.includes(subject.kind));
  return casts.map(({ name: cast, scenarios }) => {
    const cases = scenarios.map(({ name }): Case => ({ cast, scenario: name, assumptions: {}, speed }));
    return { name: `${cast} (as declared)`, assumptions: {}, cases };
  });
}

/** A case as it was played when everything was as declared. */
export type Played = readonly [Case, Outcome];

/** Each alternative alone, in the scenarios that act upon its assumption: the others cannot tell a difference. */
export function oneByOne({ only }: Options, declared: readonly Played[]): Row[] {
  return listAssumptions().flatMap(({ name, alternatives }) =>
    Object.keys(alternatives)
      .filter(
        (alternative) => only.length === 0 || only.some((o) => o === name || o === flip(name, alternative)),
      )
      .map((alternative) => {
        const concerned = declared.filter(([, { asked }]) => asked.includes(name));
        return rowOf(
          { [name]: alternative },
          concerned.map(([one]) => one),
        );
      }),
  );
}

/** How often an assumption of a combination is as declared: some are not, but not so many that all ends in the first. */
const AS_DECLARED = { weight: 3, arbitrary: fc.constant(undefined) };

/**
 * Random combinations, each for one cast and of what it acts upon. What is load-bearing alone is left out: it would
 * only be told again.
 */
export function combined(
  { random, seed, only }: Options,
  declared: readonly Played[],
  loadBearing: ReadonlySet<string>,
): Row[] {
  const casts = [...new Set(declared.map(([{ cast }]) => cast))].flatMap((cast) => {
    const own = declared.filter(([one, { ending }]) => one.cast === cast && ending !== "load-bearing");
    const asked = new Set(own.flatMap(([, outcome]) => outcome.asked));
    const chosen = listAssumptions()
      .filter(
        ({ name }) => asked.has(name) && (only.length === 0 || only.some((o) => o.split("=")[0] === name)),
      )
      .flatMap(({ name, alternatives }) => {
        const flips = Object.keys(alternatives).filter((one) => !loadBearing.has(flip(name, one)));
        if (flips.length === 0) return [];
        const arbitrary = fc.constantFrom(...flips).map((one) => [name, one] as const);
        return [fc.oneof(AS_DECLARED, { weight: 1, arbitrary })];
      });
    // Alone each of them has been tried already.
    if (chosen.length < 2) return [];
    const several = fc
      .tuple(...chosen)
      .map((drawn) => drawn.filter((one) => one !== undefined))
      .filter((drawn) => drawn.length > 1);
    return [{ cases: own.map(([one]) => one), several }];
  });
  return casts.flatMap(({ cases, several }, index) => {
    const numRuns = Math.floor(random / casts.length) + (index < random % casts.length ? 1 : 0);
    const drawn = fc.sample(several, { seed: seed + index, numRuns });
    return drawn.map((flips) => rowOf(Object.fromEntries(flips), cases));
  });
}

/** These cases under these assumptions. */
export function rowOf(assumptions: Readonly<Record<string, string>>, cases: readonly Case[]): Row {
  const name = Object.entries(assumptions)
    .map(([one, alternative]) => flip(one, alternative))
    .join(" ");
  return { name, assumptions, cases: cases.map((one) => ({ ...one, assumptions })) };
}
