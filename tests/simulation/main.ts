import "./chance";

import { inspect } from "node:util";

import fc from "fast-check";

import { type Options, readOptions, USAGE } from "./options";
import { playOnEngine } from "./engine-play";
import { FOUND } from "./found";
import { play as playInProcess } from "./play";
import type { Tally } from "./playing";
import { type Scenario, scenarios } from "./scenario";

// The simulation is not about versions of Node.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

async function simulate({ runs, seed, replay, onEngine }: Options): Promise<boolean> {
  const play = onEngine ? playOnEngine : playInProcess;
  // What is loaded at the first call would take its time in the middle of a run.
  await playInProcess({ program: [], before: [], second: [], acts: [] });
  if (replay === undefined && !(await staysMended())) return false;
  let played = 0;
  const tally: Tally = new Map();
  const property = fc.asyncProperty(scenarios, async (scenario: Scenario) => {
    played += 1;
    if (played % 100 === 0) process.stderr.write(`${played} of ${runs}\n`);
    await play(scenario, () => undefined, tally);
  });
  const found = await fc.check(property, {
    ...{ numRuns: runs, seed },
    ...(replay !== undefined && { path: replay, endOnFailure: true }),
  });
  if (!found.failed) {
    const counts = [...tally].sort(([one], [other]) => one.localeCompare(other));
    for (const [what, count] of counts) process.stdout.write(`${String(count).padStart(9)}  ${what}\n`);
    process.stdout.write(`${found.numRuns} programs of seed ${seed}: every invariant held\n`);
    return true;
  }
  const [scenario] = found.counterexample as [Scenario];
  const command = `npm run simulate --${onEngine ? " --engine" : ""} --seed ${found.seed} --replay ${found.counterexamplePath}`;
  process.stdout.write(
    `${inspect(scenario, { depth: 9, breakLength: 130 })}\n\n` +
      `Program ${found.numRuns}, shrunk ${found.numShrinks} times: ${(found.errorInstance as Error).stack}\n\n`,
  );
  await play(scenario, (line) => process.stdout.write(`  ${line}\n`)).catch(() => undefined);
  process.stdout.write(`\nOnce more: ${command}\n`);
  return false;
}

/** Plays what was found before. */
async function staysMended(): Promise<boolean> {
  for (const { what, scenario } of FOUND) {
    const told: string[] = [];
    try {
      await playInProcess(scenario, (line) => told.push(line));
    } catch (error) {
      process.stdout.write(`Found again: ${what}\n${(error as Error).stack}\n\n  ${told.join("\n  ")}\n`);
      return false;
    }
  }
  return true;
}

async function main(): Promise<void> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`simulate: ${(error as Error).message}\n${USAGE}\n`);
    process.exitCode = 1;
    return;
  }
  process.exitCode = (await simulate(options)) ? 0 : 1;
}

void main();
