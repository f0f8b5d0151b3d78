import { afterEach, describe, expect, it } from "@jest/globals";

import { contract, onlyEmulated, reading, tryOnlyEmulated, tryWriting } from "#contract/contract";
import { CALLERS, emulatedStage } from "#contract/on-emulator";
import { aboutRow, type Outcome, tryRow } from "#contract/run/run";
import { unseen } from "#contract/unseen";
import { listAssumptions } from "#emulator/index";
import { type Emulator, startStill } from "../support/emulator/emulated";

const named = listAssumptions().filter(({ name }) => !name.endsWith(".texts"));
const settled = named.filter(({ name }) => contract.some((row) => isAbout(row, name)));

function isAbout(row: (typeof contract)[number], name: string): boolean {
  return aboutRow(row).assumptions.includes(name);
}

describe("an assumption", () => {
  it("is told of by a row of the contract, or listed with the reason why not", () => {
    const listed = Object.values(unseen).flat();
    const told = settled.map(({ name }) => name);
    expect([...listed, ...told].sort()).toEqual(named.map(({ name }) => name).sort());
  });

  it("that a row names exists, with the alternatives of which the row tells", () => {
    for (const row of contract.filter(({ settles }) => settles !== undefined)) {
      const known = aboutRow(row).assumptions.map((name) => named.find((one) => one.name === name));
      expect(known).not.toContain(undefined);
      const alternatives = known.flatMap((one) => Object.keys(one!.alternatives));
      expect(alternatives).toEqual(expect.arrayContaining(Object.keys(row.alternatives ?? {})));
    }
  });
});

describe("where AWS is other than we assume, the contract says which other way it is:", () => {
  let emulator: Emulator;
  afterEach(() => emulator.close());

  const each = settled.flatMap(({ name, alternatives }) =>
    Object.keys(alternatives).map((alternative) => [name, alternative] as const),
  );
  it.each(each)("%s = %s", async (assumption, alternative) => {
    const still = await startStill({ world: { assumptions: { [assumption]: alternative } } });
    emulator = still;
    const pause = async (seconds: number): Promise<void> => still.clock.tick(seconds);
    const rows = contract.filter((row) => isAbout(row, assumption));
    const one = [...reading, ...onlyEmulated].filter((row) => rows.includes(row));
    const told: Outcome["other"][] = [];
    const hear = ({ other }: Outcome): number => told.push(other);
    for (const { account, models } of CALLERS) {
      const stage = await emulatedStage(emulator.url, account, pause);
      for (const row of one) hear(await tryRow(row, stage));
      if (one.length < rows.length) for (const model of models) await tryWriting(model, stage, hear);
      if (told.some((other) => other !== undefined)) break;
      // What is told of several things needs some.
      if (account === CALLERS[0].account) await tryOnlyEmulated(stage, () => undefined);
    }
    expect(told).toContainEqual({ assumption, alternative });
  });
});
