import type { Bench, Sample } from "../bench";
import { Emulated } from "../emulated";
import { many, PRINCIPALS, share } from "../programs";
import { TerraformShares } from "./stack";

const COUNT = 50;
const ONE = PRINCIPALS.slice(0, 1);

/** Whoever is named is associated after ten seconds, in real time. */
const TIMING = { sharing: { associatedAfterSeconds: 10, organizationAssociatedAfterSeconds: 10 } };

/** Shares, against Terraform's AWS provider: made, and shared with one more. */
export const terraform: Bench = {
  name: "terraform",
  about: `${COUNT} shares, against Terraform's AWS provider; needs terraform on PATH`,
  runs: 1,
  async open({ engine }) {
    // Whoever has no Terraform hears of it before anything is measured.
    (await TerraformShares.open("")).remove();
    /** Each run has an AWS of its own, which is not cleared up: Terraform takes out everything of a share at once, and is refused. */
    const withAws = async (
      work: (emulated: Emulated, during: During) => Promise<Sample>,
    ): Promise<Sample> => {
      const emulated = (await Emulated.open(engine, {}, TIMING)).answersLate();
      const during = async (change: () => Promise<number>): Promise<Measured> => {
        const { done: time, requests } = await emulated.during(change);
        return { calls: requests.length, time };
      };
      return work(emulated, during).finally(() => emulated.close());
    };
    const sample = (create: Measured, change: Measured): Sample => ({
      ...{ "create, calls": create.calls, "change, calls": change.calls },
      ...{ "create, time": create.time, "change, time": change.time },
    });
    return {
      comparisons: [
        {
          what: `${COUNT} shares`,
          against: "Terraform",
          figures: [
            { name: "create, calls", unit: "calls", goal: { of: "ratio", atMost: 0.1 } },
            { name: "change, calls", unit: "calls", goal: { of: "ratio", atMost: 0.2 } },
            { name: "create, time", unit: "ms" },
            { name: "change, time", unit: "ms" },
          ],
          ours: () =>
            withAws(async (emulated, during) => {
              const { project, stack } = await emulated.stack(many(share(ONE), COUNT));
              const up = async (): Promise<number> => (await stack.run("up")).time;
              const create = await during(up);
              project.declare(many(share(PRINCIPALS), COUNT));
              return sample(create, await during(up));
            }),
          reference: () =>
            withAws(async ({ emulator }, during) => {
              const shares = await TerraformShares.open(emulator.url);
              try {
                const create = await during(() => shares.apply(ONE, COUNT));
                return sample(create, await during(() => shares.apply(PRINCIPALS, COUNT)));
              } finally {
                shares.remove();
              }
            }),
        },
      ],
      close: async () => undefined,
    };
  },
};

interface Measured {
  readonly calls: number;
  readonly time: number;
}

type During = (change: () => Promise<number>) => Promise<Measured>;
