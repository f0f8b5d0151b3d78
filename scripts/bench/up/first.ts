import type { Bench, Sample } from "../bench";
import { Emulated } from "../emulated";
import { accepted, closure, type Declares, many, soldModels } from "../programs";
import { FIGURES, sampleOf } from "./figures";

const SIZE = 100;
/** Nobody waits two seconds for what is ready at once. */
const PACE = { "model-access:pollInterval": "0.05" };

/** The `up` that makes everything, where AWS is ready at once. */
export const first: Bench = {
  name: "first",
  about: "an up that makes everything, where AWS is ready at once",
  runs: 3,
  async open({ engine }) {
    const emulated = await Emulated.open(engine, soldModels(SIZE));
    /** What was made goes again, so that each run begins alike. */
    const made = (declares: Pick<Declares, "text">) => {
      let opened: ReturnType<Emulated["stack"]> | undefined;
      return async (): Promise<Sample> => {
        const { stack } = await (opened ??= emulated.stack(many(declares, SIZE), PACE));
        const sample = sampleOf(await stack.run("up"));
        await stack.run("destroy");
        return sample;
      };
    };
    return {
      comparisons: [
        {
          what: `${SIZE} agreements`,
          against: `${SIZE} empty dynamic resources`,
          figures: FIGURES(1.5),
          ours: made(accepted),
          reference: made(closure),
        },
      ],
      close: () => emulated.close(),
    };
  },
};
