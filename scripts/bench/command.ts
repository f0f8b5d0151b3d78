import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

import type { Bench, How } from "./bench";
import { benches } from "./benches";
import { inPairs, type Result } from "./paired";
import { tableOf } from "./report";
import { type EngineName, ENGINES } from "./stack/stack";

const USAGE = `usage: npm run bench -- [${benches.map(({ name }) => name).join("|")} …]   all of them unless some are named
           --n <pairs>                       how often each is measured
           --engine <${ENGINES.join("|")}>           what deploys stacks, embedded unless said (cli: pulumi on PATH)
           --json <file>                     writes the figures there as well`;

interface Options {
  readonly wanted: readonly Bench[];
  readonly runs: number | undefined;
  readonly engine: EngineName;
  readonly json: string | undefined;
}

/** @throws Error with the usage when a command line makes no sense */
function readOptions(args: readonly string[]): Options {
  const refuse = (why: string): never => {
    throw new Error(`${why}\n${USAGE}`);
  };
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      options: { n: { type: "string" }, engine: { type: "string" }, json: { type: "string" } },
      allowPositionals: true,
    });
  } catch (error) {
    return refuse((error as Error).message);
  }
  const { values, positionals } = parsed;
  const unknown = positionals.find((name) => !benches.some((bench) => bench.name === name));
  if (unknown !== undefined) refuse(`there is no bench ${unknown}`);
  if (values.n !== undefined && !/^[1-9]\d{0,3}$/.test(values.n))
    refuse(`--n must be a number from 1 to 9999, and it is ${values.n}`);
  const engine = ENGINES.find((name) => name === (values.engine ?? "embedded"));
  if (!engine) return refuse(`--engine must be ${ENGINES.join(" or ")}, and it is ${values.engine}`);
  return {
    engine,
    wanted: positionals.length === 0 ? benches : benches.filter(({ name }) => positionals.includes(name)),
    runs: values.n === undefined ? undefined : Number(values.n),
    json: values.json,
  };
}

/** `npm run bench`. A goal that is missed is shown, and fails nothing: another machine is another machine. */
export async function benchCommand(args: readonly string[], print: (line: string) => void): Promise<void> {
  const { wanted, runs, engine, json } = readOptions(args);
  const results: Record<string, readonly Result[]> = {};
  for (const bench of wanted) {
    const pairs = runs ?? bench.runs;
    print(`${bench.name}: ${bench.about} (${pairs} pairs)\n`);
    results[bench.name] = await resultsOf(bench, pairs, { engine });
    for (const line of tableOf(results[bench.name]!)) print(line);
    print("");
  }
  const { version, platform, arch } = process;
  const machine = { engine, node: version, platform, arch, processors: availableParallelism() };
  print(`Node ${version}, ${platform} ${arch}, ${machine.processors} processors`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine, results }, undefined, 2)}\n`);
}

async function resultsOf(bench: Bench, runs: number, how: How): Promise<Result[]> {
  const opened = await bench.open(how);
  try {
    const results = [];
    for (const comparison of opened.comparisons) results.push(...(await inPairs(comparison, runs)));
    return results;
  } finally {
    await opened.close();
  }
}
