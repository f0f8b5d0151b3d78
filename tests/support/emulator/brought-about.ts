import { EmulatorControl, type Snapshot } from "#emulator/index";

import type { Emulator } from "./emulated";

/**
 * Brings something about in the first emulator, and gives every other one, which is new and has the same world, a copy of what AWS is
 * then: many rows begin alike, and share nothing. What clients have been answered until then is not copied, so a row that reads stale
 * has to bring it about itself.
 */
export function broughtAbout<T>(
  bringAbout: (emulator: Emulator) => Promise<T>,
): (emulator: Emulator) => Promise<T> {
  let done: { readonly aws: Snapshot; readonly result: T } | undefined;
  return async (emulator) => {
    const control = new EmulatorControl(emulator.url);
    if (done) await control.restore(done.aws);
    else {
      const result = await bringAbout(emulator);
      done = { aws: await control.snapshot(), result };
    }
    return structuredClone(done.result);
  };
}
