/** AWS writes years with four digits. */
export const END_OF_TIME = Date.UTC(10_000, 0);

/**
 * The emulator's time. Transitions (an agreement that becomes AVAILABLE, a token that goes stale) are computed from it
 * when somebody looks, so there are no timers, and a state file stays true while the emulator is down.
 * Credentials and HTTP dates follow real time instead: clients compare those with their own clocks.
 */
export abstract class Clock {
  /** Emulated milliseconds since the epoch. */
  abstract now(): number;

  /** Whether so many seconds have passed since that moment. */
  hasPassed(since: number, seconds: number): boolean {
    return this.now() >= since + seconds * 1000;
  }

  /** Makes it that moment, from which time goes on. */
  abstract set(milliseconds: number): void;

  /** Lets emulated time pass, beyond what passes by itself. */
  tick(seconds: number): void {
    if (!(seconds >= 0)) throw new RangeError(`a clock cannot go back: tick(${seconds})`);
    this.set(this.now() + seconds * 1000);
  }
}

/** A clock that runs `speed` times as fast as real time: 60 lets an emulated minute pass in a real second. */
export class RunningClock extends Clock {
  #origin = Date.now();
  #since = Date.now();

  constructor(readonly speed: number) {
    super();
    if (!(speed > 0 && Number.isFinite(speed))) {
      throw new RangeError(`the emulator's speed must be a number above 0, but it is ${speed}`);
    }
  }

  now(): number {
    return this.#origin + (Date.now() - this.#since) * this.speed;
  }

  set(milliseconds: number): void {
    this.#origin = milliseconds;
    this.#since = Date.now();
  }
}

/** A clock that stands still until it is told to go on: for tests of what happens at which moment. */
export class ManualClock extends Clock {
  #now: number;

  constructor(start: Date = new Date()) {
    super();
    this.#now = start.getTime();
  }

  now(): number {
    return this.#now;
  }

  set(milliseconds: number): void {
    this.#now = milliseconds;
  }
}
