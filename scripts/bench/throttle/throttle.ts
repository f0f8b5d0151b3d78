import type { Bench, Sample } from "../bench";
import { Emulated } from "../emulated";
import { accepted, many, soldModels } from "../programs";
import { atPace, type Paced } from "./pace";

const COUNT = 60;
const PER_SECOND = 10;

/** How long it takes where AWS throttles, against the least time that so many requests take at that pace. */
export const throttle: Bench = {
  name: "throttle",
  about: `${COUNT} agreements at once, of an AWS that throttles at ${PER_SECOND} requests a second`,
  runs: 2,
  async open({ engine }) {
    const emulated = await Emulated.open(engine, soldModels(COUNT));
    const measure = async () => {
      const { stack } = await emulated.stack(many(accepted, COUNT));
      const all = ["--parallel", String(COUNT)] as const;
      await stack.run("up");
      const refresh = await atPace(emulated, PER_SECOND, () => stack.run("refresh", ...all));
      const destroy = await atPace(emulated, PER_SECOND, () => stack.run("destroy", ...all));
      return { refresh, destroy };
    };
    // Only a run tells how many requests it made, so both figures of a pair are of the same one.
    let run: ReturnType<typeof measure> | undefined;
    const sample = (of: keyof Paced) => async (): Promise<Sample> => {
      const isSecond = run !== undefined;
      const { refresh, destroy } = await (run ??= measure());
      if (isSecond) run = undefined;
      return { refresh: refresh[of], destroy: destroy[of] };
    };
    return {
      comparisons: [
        {
          what: `${COUNT} agreements`,
          against: "the least time at that pace",
          figures: (["refresh", "destroy"] as const).map((name) => ({
            ...{ name, unit: "ms" as const, goal: { of: "ratio" as const, atMost: 1.2 } },
          })),
          ours: sample("time"),
          reference: sample("least"),
        },
      ],
      close: () => emulated.close(),
    };
  },
};
