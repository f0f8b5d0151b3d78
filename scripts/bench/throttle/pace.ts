import { performance } from "node:perf_hooks";

import type { Emulated } from "../emulated";

/** What was asked while AWS kept to a pace. */
export interface Paced {
  /** From the first request to the last one, in milliseconds. */
  readonly time: number;
  /** So long the requests that were carried out take at least at that pace. */
  readonly least: number;
}

/** AWS carries out so many requests a second, as many at once after a pause of a second, and throttles all others. */
export async function atPace(
  { emulator }: Emulated,
  perSecond: number,
  work: () => Promise<unknown>,
): Promise<Paced> {
  let room = perSecond;
  let open: (() => void) | undefined;
  let [first, last, done] = [0, 0, 0];
  const settle = (): void => {
    if (room > 0) {
      open?.();
      open = undefined;
    } else
      open ??= emulator.faults.add({
        effect: { kind: "refusal", code: "ThrottlingException", status: 429, message: "Rate exceeded" },
      });
  };
  const end = emulator.requests.listen(({ carriedOut, error }) => {
    last = performance.now();
    first ||= last;
    if (!carriedOut || error) return;
    done += 1;
    room -= 1;
    settle();
  });
  const timer = setInterval(() => {
    room = Math.min(perSecond, room + 1);
    settle();
  }, 1000 / perSecond);
  try {
    await work();
  } finally {
    clearInterval(timer);
    end();
    open?.();
  }
  // As many as fit at once take no time.
  return { time: last - first, least: ((done - perSecond) / perSecond) * 1000 };
}
