import type { Act, Scenario } from "./scenario";

const act = (does: Partial<Act>): Act => ({
  ...{ stack: 0, edits: [], verb: "up", target: null, mishaps: [], byHand: [], hoursBefore: 0 },
  ...does,
});

const scenario = (program: Scenario["program"], ...acts: Partial<Act>[]): Scenario => ({
  ...{ program, before: [], second: [] },
  acts: acts.map(act),
});

const killedBefore = (call: number): Pick<Act, "mishaps"> => ({
  mishaps: [{ what: "killed before", at: call, calls: 1 }],
});

/** What the simulation has found, as it was shrunk: every run of it plays these first. */
export const FOUND: readonly { readonly what: string; readonly scenario: Scenario }[] = [
  {
    what: "an adopted agreement of another offer is revoked, and never accepted again (seed 32)",
    scenario: scenario(
      [{ slot: "form", variant: 0 }],
      {
        edits: [{ slot: "jamba", variant: 1 }],
        ...killedBefore(7),
      },
      {
        edits: [
          { slot: "jamba", variant: 0 },
          { slot: "form", variant: null },
        ],
      },
      { verb: "up --refresh", byHand: [{ slot: "jamba", edit: 0 }], hoursBefore: 1 },
      {},
    ),
  },
  {
    what: "a killed run has begun a copy, the program gives it another name, and nobody hears of it (seeds 33 and 35)",
    scenario: scenario(
      [{ slot: "claude", variant: 0 }],
      {
        edits: [
          { slot: "copy", variant: 1 },
          { slot: "alpha", variant: 0 },
        ],
        ...killedBefore(38),
      },
      { edits: [{ slot: "copy", variant: 0 }] },
    ),
  },
  {
    what: "a host without an engine and the next run make a share each, after somebody deleted the first one (seed 42)",
    scenario: scenario(
      [{ slot: "beta", variant: 0 }],
      { mishaps: [{ what: "orphaned before", at: 6, calls: 1 }] },
      { byHand: [{ slot: "beta", edit: 0 }], hoursBefore: 1 },
      {},
    ),
  },
  {
    what: "the host of a killed engine and the next run make a share each, and a refresh names neither (seed 64)",
    scenario: scenario(
      [{ slot: "alpha", variant: 1 }],
      {
        mishaps: [
          { what: "lost after", at: 1, calls: 1 },
          { what: "orphaned before", at: 0, calls: 1 },
        ],
      },
      { edits: [{ slot: "alpha", variant: 0 }] },
    ),
  },
  {
    what: "a policy that was moved by an alias, in a run that was killed, belongs to nobody at the destroy (seed 66)",
    scenario: scenario(
      [{ slot: "policy", variant: 1, isInTeam: true }],
      {},
      { edits: [{ slot: "policy", variant: 0 }], ...killedBefore(3) },
      {},
    ),
  },
];
