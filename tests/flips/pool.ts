import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

import type { Case, Outcome } from "./play";
import type { Row } from "./plan";

/** Two cores are what the smallest machine of ours has. */
const LANES = 2;

/** A process that plays cases; another one takes its place when it hangs or dies. */
class Lane {
  #child: ChildProcess | undefined;

  async play(one: Case): Promise<Outcome> {
    const child = (this.#child ??= fork(join(__dirname, "worker.js")));
    const outcome = await new Promise<Outcome>((resolve) => {
      const died = (code: number | null): void => {
        const message = `the process that played it ended with ${code}`;
        resolve({ ending: "load-bearing", message, asked: [], seconds: 0, isHanging: true });
      };
      child.once("exit", died);
      child.once("message", (played) => {
        child.off("exit", died);
        resolve(played as Outcome);
      });
      child.send(one);
    });
    if (outcome.isHanging) this.end();
    return outcome;
  }

  end(): void {
    if (this.#child?.connected) this.#child.disconnect();
    this.#child = undefined;
  }
}

/** The processes that play, two at a time. */
export class Pool {
  readonly #lanes = Array.from({ length: LANES }, () => new Lane());

  /** @param onRow called as soon as a row has been played */
  async play(
    rows: readonly Row[],
    onRow: (row: Row, outcomes: ReadonlyMap<Case, Outcome>) => void,
  ): Promise<void> {
    const rest = [...rows].reverse();
    const work = async (lane: Lane): Promise<void> => {
      for (let row = rest.pop(); row; row = rest.pop()) onRow(row, await playRow(row, lane));
    };
    await Promise.all(this.#lanes.map(work));
  }

  end(): void {
    for (const lane of this.#lanes) lane.end();
  }
}

async function playRow({ cases }: Row, lane: Lane): Promise<Map<Case, Outcome>> {
  const outcomes = new Map<Case, Outcome>();
  const cannotBeMade = new Set<string>();
  for (const one of cases) {
    // What cannot be created would end alike in whatever begins with that.
    if (cannotBeMade.has(one.cast) && one.scenario !== "adopt") continue;
    const outcome = await lane.play(one);
    outcomes.set(one, outcome);
    if (one.scenario === "create" && outcome.ending !== "converges") cannotBeMade.add(one.cast);
  }
  return outcomes;
}
