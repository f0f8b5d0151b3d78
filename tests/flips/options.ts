import { parseArgs } from "node:util";

import { listAssumptions } from "#emulator/index";

import { SUBJECTS } from "../support/tables/subjects";

/** What the command was asked for. */
export interface Options {
  /** Names of assumptions, or one alternative of one: `name=alternative`. All when empty. */
  readonly only: readonly string[];
  /** Types of resources. All when empty. */
  readonly resources: readonly string[];
  /** How many combinations. */
  readonly random: number;
  readonly seed: number;
  /** How much faster than real time the emulator's clock runs. */
  readonly speed: number;
}

/** An emulated hour passes in 600 ms. What AWS keeps for some hours must outlast a busy machine. */
export const DEFAULT_SPEED = 6_000;
const DEFAULT_RANDOM = 100;

export const USAGE = `npm run flips -- [--only <name[=alternative]>]… [--resource <Type>]… [--random <N>] [--seed <S>] [--speed <factor>]
  --only      this assumption, or this alternative of it (and no combinations, unless --random asks for some)
  --resource  this type of resource
  --random    how many random combinations (default ${DEFAULT_RANDOM})
  --seed      which random combinations (default 1)
  --speed     how much faster than real time the emulator's clock runs (default ${DEFAULT_SPEED})`;

/** @throws Error when they make no sense */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", multiple: true, default: [] },
      resource: { type: "string", multiple: true, default: [] },
      random: { type: "string" },
      seed: { type: "string", default: "1" },
      speed: { type: "string", default: String(DEFAULT_SPEED) },
    },
  });
  const { only, resource: resources } = values;
  const assumptions = listAssumptions();
  for (const asked of only) {
    const [name, alternative] = asked.split("=");
    const found = assumptions.find((assumption) => assumption.name === name);
    if (!found) throw new Error(`--only ${asked}: there is no such assumption`);
    const alternatives = Object.keys(found.alternatives);
    if (alternative !== undefined && !alternatives.includes(alternative)) {
      throw new Error(`--only ${asked}: the alternatives are ${alternatives.join(", ")}`);
    }
  }
  const kinds = SUBJECTS.map(({ kind }) => kind);
  const unknown = resources.find((resource) => !kinds.includes(resource));
  if (unknown !== undefined) throw new Error(`--resource ${unknown}: it must be one of ${kinds.join(", ")}`);
  const fallback = only.length > 0 ? "0" : String(DEFAULT_RANDOM);
  return {
    only,
    resources,
    random: numberOf("--random", values.random ?? fallback, 0, 100_000),
    seed: numberOf("--seed", values.seed, 0, 2 ** 31),
    speed: numberOf("--speed", values.speed, 1, 1e6),
  };
}

function numberOf(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${option} ${text}: it must be a whole number from ${least} to ${most}`);
  }
  return value;
}
