import { setTimeout } from "node:timers/promises";

import { CancelledError, messageOf, ModelAccessError, RESUMES } from "./errors";
import { type Pace, pauseAfter, type Usually } from "./pauses";

/** What was seen at one look. */
export interface Seen {
  readonly status: string;
  /** What the cloud says about the status, such as the reason of a failure. */
  readonly message?: string;
}

/**
 * What is waited for, as data. A status that is in no list is one we do not know yet: it is waited out like a pending
 * one, since only a status the cloud documents as final is taken for final.
 */
export interface WaitPlan {
  readonly goal: readonly string[];
  /** Statuses from which the goal is never reached. */
  readonly refused?: readonly string[];
  /** Statuses that mean refusal only once this time has passed: the cloud may not show yet what was just made. */
  readonly grace?: { readonly statuses: readonly string[]; readonly seconds: number };
  /** How often the goal must be seen in a row. @default 1 */
  readonly inARow?: number;
  readonly withinSeconds: number;
  /** How long this kind of thing takes, where that is known. */
  readonly usually?: Usually;
  /** Whether looks of many at once are one: then who waits looks when the others do. */
  readonly isShared?: boolean;
}

export type { Pace } from "./pauses";

/** How long the cloud may fail to show what our state has. Some of its servers lag, but nothing is being made any more: so this is short. */
const SHOWN_AGAIN_WITHIN_SECONDS = 30;

/** For how long what our state has counts as late when it is not shown; after that it counts as gone. */
export function lateFor(withinSeconds = Infinity): number {
  return Math.min(SHOWN_AGAIN_WITHIN_SECONDS, withinSeconds / 2);
}

/** Looks after 1 s first, then less often, up to every 10 s or so. */
export const DEFAULT_PACE: Pace = { firstSeconds: 1, longestSeconds: 10 };

export interface WaitOptions<T extends Seen> {
  readonly pace: Pace;
  /** Ends the wait; a look that is under way, which may be a request that changes something, comes to its end before. */
  readonly signal: AbortSignal;
  /** Called after each look that has not ended the wait. */
  readonly onProgress?: (seen: T, seconds: number) => void;
  /** Called when a wait that has told of progress is over, however it ended. */
  readonly onEnd?: () => void;
  /** Time and chance, for tests. */
  readonly time?: Time;
}

/** What a wait knows of time. */
export interface Time {
  /** Monotonic seconds. */
  readonly now: () => number;
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

const TIME: Time = { now: () => performance.now() / 1000, sleep, random: () => Math.random() };

/** A wait that did not reach its goal. `seen` is the last look, when there was one. */
export class WaitError extends ModelAccessError {
  override readonly name = "WaitError";
  constructor(
    summary: string,
    readonly reason: "refused" | "timeout" | "cancelled",
    readonly seen: Seen | undefined,
    details: readonly string[] = [],
  ) {
    super(summary, details, true);
  }
}

/** A wait that took too long, with what to do next, where whoever has waited knows no more. */
export function advised(thrown: unknown): unknown {
  if (!(thrown instanceof WaitError) || thrown.reason !== "timeout") return thrown;
  const { summary, reason, seen, details } = thrown;
  return new WaitError(summary, reason, seen, [...details, GOING_ON]);
}

const GOING_ON =
  "Nothing is lost: the next run looks again and goes on from there. customTimeouts of the resource give it more time.";

/**
 * Looks until the goal is seen.
 * @param what what is waited for, in words: "Bedrock model agreement (x) to be AVAILABLE"
 * @throws WaitError when it is refused, takes too long, or is cancelled; whatever `look` throws
 */
export async function waitFor<T extends Seen>(
  what: string,
  look: () => Promise<T>,
  plan: WaitPlan,
  options: WaitOptions<T>,
): Promise<T> {
  const { time = TIME, signal, onProgress, onEnd } = options;
  const started = time.now();
  const elapsed = (): number => time.now() - started;
  const pace = boundedPace(options.pace, plan.withinSeconds);
  let seen: T | undefined;
  let hasTold = false;

  /** @returns how the wait has ended, if it has */
  const judge = async (): Promise<Ending | undefined> => {
    seen = await look();
    for (let inARow = 1; plan.goal.includes(seen.status); inARow += 1) {
      if (inARow >= (plan.inARow ?? 1)) return "reached";
      // A mere confirmation is waited for less long than something that has still to happen.
      await time.sleep(pace.firstSeconds, signal);
      seen = await look();
    }
    if (isRefused(seen.status, elapsed(), plan)) return "refused";
    onProgress?.(seen, elapsed());
    hasTold = true;
    return undefined;
  };

  const repeat = async (): Promise<Ending> => {
    let isFirst = plan.usually === undefined;
    for (;;) {
      const left = plan.withinSeconds - elapsed();
      if (!isFirst) {
        if (left <= 0) return "timeout";
        // The last look is at the deadline.
        const pause = pauseAfter(elapsed(), time.now(), pace, plan, time.random);
        await time.sleep(Math.min(pause, left), signal);
      }
      isFirst = false;
      const ending = await judge();
      if (ending) return ending;
      if (signal.aborted) return "cancelled";
    }
  };

  const ending = await repeat()
    .catch((thrown: unknown): Ending => {
      if (thrown instanceof CancelledError) return "cancelled";
      throw thrown;
    })
    .finally(() => hasTold && onEnd?.());
  if (ending === "reached" && seen) return seen;

  const details = seen?.message ? [seen.message] : [];
  const last = seen ? `still ${seen.status}` : "nothing was seen";
  const seconds = Math.round(elapsed());
  if (ending === "refused") {
    throw new WaitError(`waiting for ${what}: it became ${seen?.status}`, "refused", seen, details);
  }
  if (ending === "cancelled") {
    throw new WaitError(`waiting for ${what}: cancelled after ${seconds} s, ${last}`, "cancelled", seen, [
      ...details,
      RESUMES,
    ]);
  }
  throw new WaitError(`waiting for ${what}: ${last} after ${seconds} s`, "timeout", seen, details);
}

type Ending = "reached" | "refused" | "cancelled" | "timeout";

function isRefused(status: string, elapsed: number, { refused, grace }: WaitPlan): boolean {
  if (grace?.statuses.includes(status)) return elapsed > grace.seconds;
  return refused?.includes(status) ?? false;
}

/**
 * Repeats a call for as long as it is refused because something else is under way. What the refusal is called is what
 * people see meanwhile.
 * @throws WaitError when that takes too long or is cancelled, with the last refusal; whatever else `call` throws
 */
export async function retryWhile<T>(
  what: string,
  call: () => Promise<T>,
  isBusy: (thrown: unknown) => boolean,
  withinSeconds: number,
  options: WaitOptions<Seen>,
): Promise<T> {
  let result: T | undefined;
  const attempt = async (): Promise<Seen> => {
    try {
      result = await call();
      return { status: "DONE" };
    } catch (thrown) {
      if (!isBusy(thrown)) throw thrown;
      return { status: (thrown as Error).name, message: messageOf(thrown) };
    }
  };
  await waitFor(what, attempt, { goal: ["DONE"], withinSeconds }, options);
  return result as T;
}

/** A pause. @throws CancelledError when the run is cancelled, which does not wait it out */
export async function sleep(seconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(seconds * 1000, undefined, { signal }).catch(() => {
    throw new CancelledError();
  });
}

/** Pauses that fit into the whole wait. */
function boundedPace({ firstSeconds, longestSeconds }: Pace, withinSeconds: number): Pace {
  const first = Math.min(firstSeconds, withinSeconds / 2);
  return { firstSeconds: first, longestSeconds: Math.max(first, Math.min(longestSeconds, withinSeconds)) };
}
