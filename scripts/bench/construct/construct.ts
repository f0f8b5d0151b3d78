import { loadSdk } from "#engine/sdk";

import type { Bench, Comparison } from "../bench";
import { PROGRAM_DIR } from "../host/place";
import { closure, type Declares, ours } from "../programs";
import { constructed } from "./constructed";

/** What each further resource costs the program that declares it: the engine answers at once, and no provider runs. */
export const construct: Bench = {
  name: "construct",
  about: "what each further resource takes in the program",
  runs: 5,
  async open() {
    const sdk = loadSdk(PROGRAM_DIR);
    const measured = (declares: Declares) => () => constructed(sdk, declares);
    const comparison: Comparison = {
      what: "a resource of ours",
      against: "a dynamic resource of a closure",
      figures: [
        { name: "declared, processor", unit: "ms", goal: { of: "ratio", atMost: 1 } },
        { name: "registered, processor", unit: "ms", goal: { of: "ratio", atMost: 1 } },
        { name: "memory", unit: "MiB", goal: { of: "value", atMost: 0.2 } },
        { name: "memory, kept", unit: "MiB" },
      ],
      ours: measured(ours),
      reference: measured(closure),
    };
    return { comparisons: [comparison], close: async () => undefined };
  },
};
