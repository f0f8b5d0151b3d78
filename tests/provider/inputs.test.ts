import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { lifecycleOf, lifecycleTypes } from "#provider/host/lifecycles";

import { emulated } from "../support/aws/service-models";
import type { Emulator } from "../support/emulator/emulated";
import { describeFuzzedInputs } from "../support/tables/fuzzed-inputs";
import { ASSUME_ROLE, NOT_SENT, SENT } from "../support/tables/inputs";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

describe("what AWS's limits are asked about", () => {
  it.each(lifecycleTypes)("%s: every input, or somebody says why no call carries it", (kind) => {
    const { assumeRole, ...inputs } = lifecycleOf(kind).declaration.inputs;
    const sent = Object.keys(SENT[kind]!);
    const others = Object.keys(NOT_SENT).filter((name) => name in inputs && !sent.includes(name));
    expect([...sent, ...others].sort()).toEqual(Object.keys(inputs).sort());
    expect(assumeRole?.kind.shape).toMatchObject({
      members: Object.fromEntries(Object.keys(ASSUME_ROLE).map((name) => [name, expect.anything()])),
    });
  });
});

describe("an input that AWS's limits allow, and one that they do not", () => {
  describeFuzzedInputs(emulated, () => emulator.url, 8);
});
