import { setTimeout } from "node:timers/promises";

import type * as Waiters from "@smithy/core/client";

import { CancelledError, messageOf, ModelAccessError, RESUMES } from "./errors";

// The AWS SDK's own loop, loaded by the first who waits.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const waiters = () => require("@smithy/core/client") as typeof Waiters;
type WaiterState = Waiters.WaiterState;

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
}

/** How often to look. */
export interface Pace {
  /** Seconds before the second look; the pauses then grow up to `longestSeconds`, with jitter. */
  readonly firstSeconds: number;
  readonly longestSeconds: number;
}

/** Looks after 1 s first, then less often, up to every 10 s. */
export const DEFAULT_PACE: Pace = { firstSeconds: 1, longestSeconds: 10 };

export interface WaitOptions<T extends Seen> {
  readonly pace: Pace;
  /** Ends the wait; a look that is under way, which may be a request that changes something, comes to its end before. */
  readonly signal: AbortSignal;
  /** Called after each look that has not ended the wait. */
  readonly onProgress?: (seen: T, seconds: number) => void;
  /** Called when a wait that has told of progress is over, however it ended. */
  readonly onEnd?: () => void;
  /** Monotonic seconds, for tests. */
  readonly now?: () => number;
}

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
  const { WaiterState } = waiters();
  const now = options.now ?? (() => performance.now() / 1000);
  const started = now();
  const pace = boundedPace(options.pace, plan.withinSeconds);
  let seen: T | undefined;
  let hasTold = false;

  const judge = async (): Promise<WaiterState> => {
    seen = await look();
    for (let inARow = 1; plan.goal.includes(seen.status); inARow += 1) {
      if (inARow >= (plan.inARow ?? 1)) return WaiterState.SUCCESS;
      // A mere confirmation is waited for less long than something that has still to happen.
      await sleep(pace.firstSeconds, options.signal);
      seen = await look();
    }
    const elapsed = now() - started;
    if (isRefused(seen.status, elapsed, plan)) return WaiterState.FAILURE;
    options.onProgress?.(seen, elapsed);
    hasTold = true;
    return WaiterState.RETRY;
  };

  const state = await repeat(judge, pace, plan.withinSeconds, options.signal).finally(
    () => hasTold && options.onEnd?.(),
  );
  if (state === WaiterState.SUCCESS && seen) return seen;

  const details = seen?.message ? [seen.message] : [];
  const last = seen ? `still ${seen.status}` : "nothing was seen";
  const seconds = Math.round(now() - started);
  if (state === WaiterState.FAILURE) {
    throw new WaitError(`waiting for ${what}: it became ${seen?.status}`, "refused", seen, details);
  }
  if (state === WaiterState.ABORTED) {
    throw new WaitError(`waiting for ${what}: cancelled after ${seconds} s, ${last}`, "cancelled", seen, [
      ...details,
      RESUMES,
    ]);
  }
  throw new WaitError(`waiting for ${what}: ${last} after ${seconds} s`, "timeout", seen, details);
}

/** The library would give up a look that is under way; we give up only what comes after it. */
async function repeat(
  judge: () => Promise<WaiterState>,
  { firstSeconds, longestSeconds }: Pace,
  withinSeconds: number,
  signal: AbortSignal,
): Promise<WaiterState> {
  const { createWaiter, WaiterState } = waiters();
  const pauses = new AbortController();
  let isLooking = true;
  const onAbort = (): void => {
    if (!isLooking) pauses.abort();
  };
  const look = async (): Promise<{ state: WaiterState }> => {
    // The library ends a pause that it has begun, and then looks once more.
    if (pauses.signal.aborted) return { state: WaiterState.ABORTED };
    isLooking = true;
    try {
      const state = await judge();
      return { state: state === WaiterState.RETRY && signal.aborted ? WaiterState.ABORTED : state };
    } catch (thrown) {
      if (thrown instanceof CancelledError) return { state: WaiterState.ABORTED };
      throw thrown;
    } finally {
      isLooking = false;
    }
  };
  signal.addEventListener("abort", onAbort);
  try {
    const { state } = await createWaiter(
      {
        client: undefined,
        minDelay: firstSeconds,
        maxDelay: longestSeconds,
        maxWaitTime: withinSeconds,
        abortSignal: pauses.signal,
      },
      undefined,
      look,
    );
    return state;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

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

/** The library refuses pauses that do not fit into the whole wait. */
function boundedPace({ firstSeconds, longestSeconds }: Pace, withinSeconds: number): Pace {
  const first = Math.min(firstSeconds, withinSeconds / 2);
  return { firstSeconds: first, longestSeconds: Math.max(first, Math.min(longestSeconds, withinSeconds)) };
}
