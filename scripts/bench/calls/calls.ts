import type { Bench, Figure } from "../bench";
import { Emulated } from "../emulated";
import { accepted, PRINCIPALS, share, soldModels } from "../programs";
import { counted, type Counts, type Versions } from "./counted";

const MANY = 50;
const SHARES: Versions = { made: share(PRINCIPALS.slice(0, 1)), changed: share(PRINCIPALS) };
const AGREEMENTS: Versions = { made: accepted };

const figure = (name: string, atMost?: number): Figure => ({
  ...{ name, unit: "calls" },
  ...(atMost !== undefined && { goal: { of: "value", atMost } }),
});

/** How often AWS is asked. The counts are the same each time, so once is enough. */
export const calls: Bench = {
  name: "calls",
  about: "calls to AWS for each resource, without those that a run makes once",
  runs: 1,
  async open({ engine }) {
    const emulated = (await Emulated.open(engine, soldModels(MANY))).answersLate();
    const of = (versions: Versions, count: number, counts?: Counts) => () =>
      counted(emulated, versions, count, counts);
    const isWrite: Counts = ({ access }) => access === "write";
    return {
      comparisons: [
        {
          what: "one share",
          against: "its calls that change something",
          figures: [figure("create", 5), figure("change", 4), figure("destroy")],
          ours: of(SHARES, 1),
          reference: of(SHARES, 1, isWrite),
        },
        {
          what: `${MANY} shares, each`,
          against: "one share",
          figures: [figure("create", 2), figure("refresh"), figure("change", 2), figure("destroy")],
          ours: of(SHARES, MANY),
          reference: of(SHARES, 1),
        },
        {
          what: "one agreement",
          against: "its calls that change something",
          figures: [figure("create"), figure("destroy")],
          ours: of(AGREEMENTS, 1),
          reference: of(AGREEMENTS, 1, isWrite),
        },
        {
          what: `${MANY} agreements, each`,
          against: "one agreement",
          figures: [figure("create"), figure("refresh"), figure("destroy")],
          ours: of(AGREEMENTS, MANY),
          reference: of(AGREEMENTS, 1),
        },
      ],
      close: () => emulated.close(),
    };
  },
};
