import { setTimeout } from "node:timers/promises";

import { ACCOUNT, type Emulator, REGION, startStill, THIRD_PARTY } from "./emulated";

/** The call that accepts an agreement. */
export const ACCEPT = "CreateFoundationModelAgreement";

/** Whose agreement it is, as incidents name it. */
export const PLACE = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };

/** Whoever is not interrupted between two looks waits for longer than a test may take. */
export const SELDOM = { "model-access:pollInterval": "600" };

/** An emulator in which the agreement stays PENDING from its acceptance on, so that it is waited for. */
export async function startPending(): ReturnType<typeof startStill> {
  const emulator = await startStill();
  emulator.requests.listen(({ operation }) => {
    if (operation === ACCEPT) emulator.incidents.agreementReads(PLACE, "PENDING");
  });
  return emulator;
}

/** Resolves when the agreement has been accepted, and looked at since: a pause before the next look has begun. */
export async function untilWaited({ requests }: Pick<Emulator, "requests">): Promise<void> {
  const isWaited = (): boolean => {
    const made = requests.all();
    const accepted = made.findIndex(({ operation, carriedOut }) => operation === ACCEPT && carriedOut);
    return accepted >= 0 && made.length > accepted + 1;
  };
  while (!isWaited()) await setTimeout(10);
}
