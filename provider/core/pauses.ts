/** How often to look. */
export interface Pace {
  /** Seconds before the second look; the pauses then grow up to `longestSeconds`, with jitter. */
  readonly firstSeconds: number;
  readonly longestSeconds: number;
}

/** How long a kind of thing takes, in seconds. Lateness is then bounded where it is likely to be ready, and looks are few before. */
export interface Usually {
  /** No look is made earlier: it would see nothing. */
  readonly firstLook: number;
  readonly from: number;
  readonly to: number;
}

/** So many looks fit into the time in which it is likely to be ready. */
const LOOKS = 15.5;
/** The ceiling that kinds are measured by; somebody who sets another one wants more looks, or fewer. */
const USUAL_CEILING = 10;
/** Pauses are longer or shorter by so much, so that many who wait, in however many runs, do not all ask at once. */
const JITTER = 0.2;

/** Where the shared looks of this process lie, by chance. */
const PHASE = Math.random() * 64;

/**
 * The pause until the next look.
 * @param elapsed since the wait began
 * @param now by a clock that all waits of this process have in common
 */
export function pauseAfter(
  elapsed: number,
  now: number,
  pace: Pace,
  { usually, isShared }: { readonly usually?: Usually; readonly isShared?: boolean },
  random: () => number,
): number {
  const pause = meanPause(elapsed, pace, usually);
  if (!isShared) return pause * (1 - JITTER + 2 * JITTER * random());
  // Of the moments that all look at, the one that lies within the jitter. The distances are powers of two: each moment
  // for long pauses is one for short pauses as well.
  const distance = 2 ** Math.floor(Math.log2(2 * JITTER * pause));
  const earliest = now + (1 - JITTER) * pause - PHASE;
  return Math.ceil(earliest / distance) * distance + PHASE - now;
}

function meanPause(elapsed: number, { firstSeconds, longestSeconds }: Pace, usually?: Usually): number {
  const bounded = (pause: number): number => Math.max(firstSeconds, Math.min(pause, longestSeconds));
  if (!usually) return bounded(elapsed);
  const { firstLook, from, to } = usually;
  if (elapsed < firstLook / 2) return Math.min(firstLook, longestSeconds);
  if (elapsed < from) return longestSeconds;
  const within = ((to - from) / LOOKS) * (longestSeconds / USUAL_CEILING);
  return bounded(elapsed <= to ? within : Math.max(within, elapsed / 16));
}
