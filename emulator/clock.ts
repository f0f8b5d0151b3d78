/**
 * The emulator's time. Transitions (an agreement that becomes AVAILABLE, a token that goes stale) are computed from it
 * when somebody looks, so there are no timers, and a state file stays true while the emulator is down.
 * Credentials and HTTP dates follow real time instead: clients compare those with their own clocks.
 */
export interface Clock {
  /** Emulated milliseconds since the epoch. */
  now(): number;
}

/**
 * A clock that runs `speed` times as fast as real time.
 * @param speed 60 lets one emulated minute pass in one real second
 */
export function runningClock(speed: number): Clock {
  if (!(speed > 0 && Number.isFinite(speed))) {
    throw new RangeError(`the emulator's speed must be a number above 0, but it is ${speed}`);
  }
  const started = Date.now();
  return { now: () => started + (Date.now() - started) * speed };
}

/** A clock that stands still until it is told to go on: for tests of what happens at which moment. */
export class ManualClock implements Clock {
  #now: number;

  constructor(start: Date = new Date()) {
    this.#now = start.getTime();
  }

  now(): number {
    return this.#now;
  }

  /** Lets emulated time pass. */
  tick(seconds: number): void {
    if (!(seconds >= 0)) throw new RangeError(`a clock cannot go back: tick(${seconds})`);
    this.#now += seconds * 1000;
  }
}
