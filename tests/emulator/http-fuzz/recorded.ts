import { tryOnlyEmulated } from "#contract/contract";
import { onEmulatedAccount } from "#contract/on-emulator";
import { ACCOUNT, startStill, THIRD_PARTY } from "../../support/emulator/emulated";
import { between, send, type Sent } from "../../support/emulator/wire";

/** All that the SDK sends when the whole contract is tried with one account, each request once. */
export async function recordContract(): Promise<readonly Sent[]> {
  const emulator = await startStill();
  const recorded = new Map<string, Sent>();
  const recorder = await between((sent) => {
    const target = sent.headers["x-amz-target"] ?? "";
    recorded.set([sent.method, sent.url, target, sent.body.toString()].join(" "), sent);
    return send(emulator.url, sent);
  });
  try {
    const pause = async (seconds: number) => emulator.clock.tick(seconds);
    const stage = await onEmulatedAccount(recorder.url, ACCOUNT, [THIRD_PARTY], pause, () => undefined);
    await tryOnlyEmulated(stage, () => undefined);
  } finally {
    recorder.close();
    await emulator.close();
  }
  return [...recorded.values()];
}
