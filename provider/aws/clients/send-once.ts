import { CancelledError } from "../../core/errors";
import { type Pace, sleep } from "../../core/wait";
import { retrySdk } from "./sdk";

/** How often is looked for what an answer that was lost may have been about. */
const LAST_LOOKS = 4;

interface Repetition {
  /** How often to send again at most. */
  readonly retries: number;
  readonly pace: Pace;
  readonly signal: AbortSignal;
}

/**
 * Sends a request that must not be done twice, with a client that does not repeat by itself. Where it cannot be told
 * whether AWS has heard it (the connection broke, a server failed), `isDone` looks before it is sent again.
 * @param send is told whether AWS may have heard an earlier attempt
 * @throws what the last attempt threw
 */
export async function sendOnce(
  send: (mayHaveBeenHeard: boolean) => Promise<unknown>,
  isDone: () => Promise<boolean>,
  { retries, pace, signal }: Repetition,
): Promise<void> {
  let mayHaveBeenHeard = false;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await send(mayHaveBeenHeard);
      return;
    } catch (thrown) {
      const isLast = (): boolean => attempt >= retries || signal.aborted;
      if (isRefusal(thrown) || thrown instanceof CancelledError) throw thrown;
      if (isLast() && isThrottling(thrown)) throw thrown;
      // Who is interrupted looks at once: what AWS has heard all the same must not be lost.
      const pause = (looks: number): Promise<void> =>
        sleep(Math.min(pace.firstSeconds * 2 ** looks, pace.longestSeconds), signal).catch(() => undefined);
      await pause(attempt);
      if (isThrottling(thrown)) {
        if (isLast()) throw thrown;
        continue;
      }
      mayHaveBeenHeard = true;
      // What was made with the last attempt may be shown late, and would be taken for a stranger's by the next run.
      for (let looks = 0; looks < (isLast() && !signal.aborted ? LAST_LOOKS : 1); looks += 1) {
        if (looks > 0) await pause(looks);
        if (await isDone()) return;
      }
      if (isLast()) throw thrown;
    }
  }
}

/** AWS has understood the request and does not want it. */
export function isRefusal(thrown: unknown): boolean {
  const fault = thrown instanceof Error && "$fault" in thrown ? thrown.$fault : undefined;
  return fault === "client" && !isThrottling(thrown);
}

function isThrottling(thrown: unknown): boolean {
  const { isThrottlingError } = retrySdk();
  return isThrottlingError(thrown as Parameters<typeof isThrottlingError>[0]);
}
