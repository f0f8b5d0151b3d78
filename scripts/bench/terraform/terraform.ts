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
    const open = async (): Promise<Emulated> => (await Emulated.open(engine, {}, TIMING)).answersLate();
    const [ours, theirs] = [await open(), await open()];
    const close = async (): Promise<void> => {
      for (const emulated of [ours, theirs]) await emulated.close();
    };
    let shares: TerraformShares;
    try {
      shares = await TerraformShares.open(theirs.emulator.url);
    } catch (error) {
      await close();
      throw error;
    }
    const during = async (
      { emulator: { requests } }: Emulated,
      work: () => Promise<number>,
    ): Promise<Measured> => {
      requests.clear();
      const time = await work();
      return { calls: requests.all().length, time };
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
          ours: async () => {
            const { project, stack } = await ours.stack(many(share(ONE), COUNT));
            const up = async (): Promise<number> => (await stack.run("up")).time;
            const create = await during(ours, up);
            project.declare(many(share(PRINCIPALS), COUNT));
            const change = await during(ours, up);
            await stack.run("destroy");
            return sample(create, change);
          },
          reference: async () => {
            const create = await during(theirs, () => shares.apply(ONE, COUNT));
            const change = await during(theirs, () => shares.apply(PRINCIPALS, COUNT));
            await shares.destroy();
            return sample(create, change);
          },
        },
      ],
      close: async () => {
        shares.remove();
        await close();
      },
    };
  },
};

interface Measured {
  readonly calls: number;
  readonly time: number;
}
