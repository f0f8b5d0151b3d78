import { describe, expect, it } from "@jest/globals";

import type { Comparison, Sample } from "#bench/bench";
import { benchCommand } from "#bench/command";
import { host } from "#bench/host/host";
import { inPairs } from "#bench/paired";
import { tableOf } from "#bench/report";

/** A comparison of samples that are given, and the order in which they are taken. */
function given(ours: readonly Sample[], reference: readonly Sample[]) {
  const taken: string[] = [];
  const next = (name: string, samples: readonly Sample[]) => async (): Promise<Sample> => {
    const sample = samples[taken.filter((one) => one === name).length]!;
    taken.push(name);
    return sample;
  };
  const comparison: Comparison = {
    what: "ours",
    against: "nothing",
    figures: [
      { name: "start", unit: "ms", goal: { of: "ratio", atMost: 1.5 } },
      { name: "memory", unit: "MiB", goal: { of: "value", atMost: 80 } },
    ],
    ours: next("ours", ours),
    reference: next("reference", reference),
  };
  return { comparison, taken };
}
const start = (...values: number[]): Sample[] => values.map((value) => ({ start: value }));

describe("npm run bench", () => {
  it("takes ours and the reference in turn, and the first pair only warms up", async () => {
    const { comparison, taken } = given(start(900, 30, 20), start(900, 10, 20));
    const [result] = await inPairs(comparison, 2);
    expect(taken).toEqual(["ours", "reference", "reference", "ours", "ours", "reference"]);
    expect(result).toMatchObject({
      runs: 2,
      ours: { min: 20, median: 25 },
      reference: { min: 10, median: 15 },
    });
  });

  it("takes the ratio pair by pair, and says whether its median keeps to the goal", async () => {
    const { comparison } = given(start(0, 30, 20, 100), start(1, 10, 20, 50));
    const [result] = await inPairs(comparison, 3);
    expect(result).toMatchObject({ ratio: { min: 2, median: 2 }, met: false });
  });

  it("leaves out what this system cannot measure", async () => {
    const { comparison } = given(start(1, 1), start(1, 1));
    expect((await inPairs(comparison, 1)).map(({ figure }) => figure)).toEqual(["start"]);
  });

  it("shows figures, ratios and goals as a table", async () => {
    const samples = [5, 20, 30].map((value) => ({ start: value, memory: 90 }));
    const { comparison } = given(samples, samples);
    const [head = "", ...rows] = tableOf(await inPairs(comparison, 2));
    expect(head).toMatch(/^what +figure +ours min +median +reference min +median +ratio min +median +goal$/);
    expect(rows[0]).toMatch(
      /^ours, against nothing +start, ms +20 +25 +20 +25 +1\.00 +1\.00 +ratio ≤ 1\.5 +met$/,
    );
    expect(rows[1]).toMatch(/≤ 80 MiB +MISSED$/);
  });

  it.each([
    [["nothing"], "there is no bench nothing"],
    [["--n", "0"], "--n must be a number from 1 to 9999, and it is 0"],
    [["--engine", "none"], "--engine must be embedded or cli, and it is none"],
    [["--fast"], "Unknown option '--fast'"],
  ])("%j is refused, with the usage", async (args, message) => {
    const refused = benchCommand(args, () => undefined);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow("usage: npm run bench");
  });
});

it("npm run bench -- host measures the plugin and the dynamic host, against empty ones", async () => {
  const opened = await host.open({ engine: "embedded" });
  try {
    for (const comparison of opened.comparisons) {
      const { figures } = comparison;
      const [own, other] = [await comparison.ours(), await comparison.reference()];
      for (const sample of [own, other]) expect(sample[figures[0]!.name]).toBeGreaterThan(0);
      expect(Object.keys(own)).toEqual(Object.keys(other));
    }
  } finally {
    await opened.close();
  }
});
