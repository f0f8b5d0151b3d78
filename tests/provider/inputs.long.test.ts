import { afterAll, beforeAll, describe } from "@jest/globals";

import { startEmulator } from "#emulator/index";

import { declaredByAws, emulated, hasModels } from "../support/aws/service-models";
import type { Emulator } from "../support/emulator/emulated";
import { describeFuzzedInputs } from "../support/tables/fuzzed-inputs";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

// What `npm run test:clients` has installed has AWS's own models; the emulator's are held to them there.
describe(`inputs against the limits of ${hasModels ? "AWS's service models" : "the emulator"}`, () => {
  describeFuzzedInputs(hasModels ? declaredByAws : emulated, () => emulator.url, 300);
});
