import { setTimeout } from "node:timers/promises";

import { SimulatedAws } from "./aws";
import { forgetHosts, withoutSockets } from "./host";
import { LATER, Playing, type Tally, type Tell } from "./playing";
import type { Scenario } from "./scenario";
import { Stack } from "./stack";
import { VirtualTime } from "./time";
import { WORLD } from "./world";

/**
 * Plays a scenario in this process, in no time.
 * @param watch is given its AWS before anything is done
 * @throws Violation when something is not as it must be
 */
export async function play(
  scenario: Scenario,
  tell: Tell = () => undefined,
  tally: Tally = new Map(),
  watch: (aws: SimulatedAws) => void = () => undefined,
): Promise<void> {
  withoutSockets();
  const time = new VirtualTime(1);
  try {
    const aws = new SimulatedAws(time.clock(), WORLD);
    watch(aws);
    const stacks = ["dev", "prod"].map((name) => new Stack(name, aws));
    const settle = (): Promise<void> => setTimeout(LATER * 1000);
    await time.until(new Playing(scenario, { aws, stacks, settle }, tell, tally).all());
  } finally {
    time.forget();
    time.end();
    forgetHosts();
  }
}
