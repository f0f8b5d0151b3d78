import { parseArgs } from "node:util";

/** What the command was asked for. */
export interface Options {
  /** How many programs. */
  readonly runs: number;
  readonly seed: number;
  /** On the embedded engine, in processes of their own. */
  readonly onEngine: boolean;
  /** One of them alone, as a failure names it. */
  readonly replay?: string;
}

const DEFAULT_RUNS = 500;

export const USAGE = `npm run simulate -- [--runs <N>] [--seed <S>] [--engine] [--replay <path>]
  --runs    how many programs (default ${DEFAULT_RUNS})
  --seed    which programs (default 1)
  --engine  on the embedded engine, in processes of their own and in real time: a program takes a minute
  --replay  one of them alone, as a failure names it`;

/** @throws Error when they make no sense */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: "string", default: String(DEFAULT_RUNS) },
      seed: { type: "string", default: "1" },
      engine: { type: "boolean", default: false },
      replay: { type: "string" },
    },
  });
  const { replay } = values;
  if (replay !== undefined && !/^\d+(:\d+)*$/.test(replay))
    throw new Error(`--replay ${replay}: it must be a path such as 12:0:1`);
  return {
    runs: wholeNumber("--runs", values.runs, 1),
    seed: wholeNumber("--seed", values.seed, -(2 ** 31)),
    onEngine: values.engine,
    ...(replay !== undefined && { replay }),
  };
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < least || value > 2 ** 31)
    throw new Error(`${option} ${text}: it must be a whole number from ${least}`);
  return value;
}
