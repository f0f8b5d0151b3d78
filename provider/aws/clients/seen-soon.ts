import type { Context } from "../../core/context";
import { sleep } from "../../core/wait";

/** AWS may show only after moments what it has done. */
const LOOKS = 3;

/** What is seen of a write whose answer was lost or cannot be read; undefined where nothing of it is seen. */
export async function seenSoon<T>(
  look: () => Promise<T | undefined>,
  { pace, signal }: Pick<Context<unknown>, "pace" | "signal">,
): Promise<T | undefined> {
  for (let looks = 1; ; looks += 1) {
    const seen = await look();
    if (seen !== undefined || looks === LOOKS || signal.aborted) return seen;
    // Who is interrupted looks for the last time.
    await sleep(pace.firstSeconds, signal).catch(() => undefined);
  }
}
