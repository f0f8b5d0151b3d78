// The one object whose members everybody calls, the AWS SDK among them.
import crypto, { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";

import { install } from "@sinonjs/fake-timers";

import { Clock } from "#emulator/index";

/** For so long nothing may come of anything, in nanoseconds of real time: what is loaded from the disk takes its time. */
const PATIENCE = 60n * 10n ** 9n;
/** How many waits a program may have before it is taken for one that never ends. */
const WAITS = 20_000;

/**
 * One time for the provider, the AWS SDK and the emulator. It passes only where all of them wait, and then at once, so that a run
 * takes no longer than its computing, waits for as long as it would, and is the same run each time.
 */
export class VirtualTime {
  readonly #timers = install({
    now: Date.UTC(2026, 0, 1),
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
  readonly #random = Math.random;
  readonly #uuid = crypto.randomUUID;
  #drawn = 0;
  #waited = 0;

  constructor(readonly seed: number) {
    Math.random = () => this.#draw().readUInt32BE() / 2 ** 32;
    crypto.randomUUID = () => {
      const hex = this.#draw().toString("hex");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    };
  }

  /** The emulator's clock, which is the same. */
  clock(): Clock {
    return new SameTime((milliseconds) => this.#timers.setSystemTime(milliseconds));
  }

  /** Lets time pass until this is done. @throws Error when it never will be */
  async until<T>(work: Promise<T>): Promise<T> {
    const seen = { isDone: false };
    const end = (): void => void (seen.isDone = true);
    work.then(end, end);
    for (let since = process.hrtime.bigint(); ;) {
      // What is under way has no part in time: it ends before the next thing that is waited for.
      await setImmediate();
      if (seen.isDone) return work;
      if (this.#timers.countTimers() > 0) {
        const before = this.#timers.now;
        // No wait of Node's is shorter than a millisecond, and who waits for less must get on as well.
        if (this.#timers.next() === before) this.#timers.tick(1);
        this.#waited += 1;
        if (this.#waited > WAITS) throw new Error("it waits again and again, and does not end");
        since = process.hrtime.bigint();
      } else if (process.hrtime.bigint() - since > PATIENCE)
        throw new Error("it waits for nothing, and does not end");
    }
  }

  /** Nobody waits for anything any more. */
  forget(): void {
    this.#timers.reset();
  }

  end(): void {
    this.#timers.uninstall();
    Reflect.deleteProperty(performance, "timeOrigin");
    Math.random = this.#random;
    crypto.randomUUID = this.#uuid;
  }

  #draw(): Buffer {
    return createHash("sha256").update(`${this.seed} ${this.#drawn++}`).digest();
  }
}

/** From now on it is as in a process that has just begun. */
export function beginProcess(): void {
  Object.defineProperty(performance, "timeOrigin", { configurable: true, value: Date.now() });
}

class SameTime extends Clock {
  constructor(private readonly jump: (milliseconds: number) => void) {
    super();
  }

  now(): number {
    return Date.now();
  }

  set(milliseconds: number): void {
    this.jump(milliseconds);
  }
}
