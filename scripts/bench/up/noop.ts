import type { Bench, Comparison, Sample } from "../bench";
import { Emulated } from "../emulated";
import { closure, type Declares, many, models, ours } from "../programs";
import type { BenchStack } from "../stack/stack";
import { FIGURES, sampleOf } from "./figures";

const SIZES = [100, 500];

/** An `up` that changes nothing. */
export const noop: Bench = {
  name: "noop",
  about: "an up that changes nothing",
  runs: 3,
  async open({ engine }) {
    const emulated = await Emulated.open(engine, models(Math.max(...SIZES)));
    /** The first run makes everything; those that count come after it. */
    const unchanged = (declares: Declares, count: number) => {
      const made = async (): Promise<BenchStack> => {
        const { stack } = await emulated.stack(many(declares, count));
        await stack.run("up");
        return stack;
      };
      let stack: Promise<BenchStack> | undefined;
      return async (): Promise<Sample> => sampleOf(await (await (stack ??= made())).run("up"));
    };
    return {
      comparisons: SIZES.map((size): Comparison => ({
        what: `${size} agreements`,
        against: `${size} empty dynamic resources`,
        figures: FIGURES(1.1),
        ours: unchanged(ours, size),
        reference: unchanged(closure, size),
      })),
      close: () => emulated.close(),
    };
  },
};
