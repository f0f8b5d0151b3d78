import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startEmulator } from "pulumi-model-access-emulator";

import { Monitor } from "#engine/program/monitor";
import { loadSdk } from "#engine/sdk";

import type { Bench } from "../bench";
import { dynamicComparison } from "./dynamic";
import { PROGRAM_DIR } from "./place";
import { pluginComparison } from "./plugin";

/** How soon a provider's process answers, and how large it is by then. */
export const host: Bench = {
  name: "host",
  about: "from the start of a provider's process to its first answer",
  runs: 15,
  async open() {
    const sdk = loadSdk(PROGRAM_DIR);
    const engine = await Monitor.start(sdk, () => undefined);
    const emulator = await startEmulator();
    const folder = mkdtempSync(join(tmpdir(), "model-access-bench-"));
    const place = { sdk, engineAddress: engine.address, folder };
    return {
      comparisons: [pluginComparison(place), dynamicComparison(place, emulator)],
      close: async () => {
        engine.close();
        await emulator.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};
