import { describe, expect, it } from "@jest/globals";

import { Together } from "#provider/core/together";
import { DEFAULT_PACE, type Seen, type Time, waitFor, type WaitPlan } from "#provider/core/wait";

/** Time that passes only while everybody sleeps. */
class VirtualTime {
  #now = 0;
  readonly #sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  readonly time: Time;

  constructor(random: () => number) {
    const sleep = (seconds: number): Promise<void> =>
      new Promise((wake) => this.#sleepers.push({ at: this.#now + seconds, wake }));
    this.time = { now: () => this.#now, sleep, random };
  }

  async until(done: Promise<unknown>): Promise<void> {
    let isDone = false as boolean;
    void done.finally(() => (isDone = true));
    for (;;) {
      // Whoever is awake goes on until there is only time to wait for.
      await new Promise((resolve) => setImmediate(resolve));
      if (isDone) return;
      const [next] = this.#sleepers.sort((one, other) => one.at - other.at);
      if (!next) continue;
      this.#sleepers.shift();
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }
}

/** Numbers from 0 up to 1 that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

const signal = new AbortController().signal;
const AGREEMENT = { firstLook: 2, from: 30, to: 120 };
const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;

/** What becomes of waits for what is ready at these times, each by itself. */
async function waits(plan: Partial<WaitPlan>, readyAt: readonly number[], pace = DEFAULT_PACE) {
  const late: number[] = [];
  const looks: number[] = [];
  for (const [index, ready] of readyAt.entries()) {
    const virtual = new VirtualTime(numbers(index + 1));
    const { now } = virtual.time;
    let looked = 0;
    const look = async (): Promise<Seen> => {
      looked += 1;
      return { status: now() >= ready ? "READY" : "PENDING" };
    };
    const options = { pace, signal, time: virtual.time };
    const waiting = waitFor("it", look, { goal: ["READY"], withinSeconds: 3600, ...plan }, options);
    await virtual.until(waiting);
    late.push(now() - ready);
    looks.push(looked);
  }
  return { late: mean(late), latest: Math.max(...late), looks: mean(looks) };
}

/** Evenly from one time to another. */
const evenly = (from: number, to: number): number[] =>
  Array.from({ length: 400 }, (_, index) => from + ((to - from) * (index + 0.5)) / 400);

describe("a wait for an agreement, which takes half a minute to two", () => {
  it("notices at most three virtual seconds late on average, with no more than twelve looks", async () => {
    const { late, latest, looks } = await waits({ usually: AGREEMENT }, evenly(30, 120));
    expect(late).toBeLessThanOrEqual(3);
    expect(looks).toBeLessThanOrEqual(12);
    expect(latest).toBeLessThanOrEqual(12);
  });

  it("is not much later where AWS takes less, or far more", async () => {
    expect((await waits({ usually: AGREEMENT }, evenly(0, 30))).late).toBeLessThanOrEqual(6);
    expect((await waits({ usually: AGREEMENT }, evenly(120, 900))).late).toBeLessThanOrEqual(6);
  });

  it("goes by the pace that is set: a tenth of the ceiling, a tenth of the lateness", async () => {
    const pace = { firstSeconds: 1, longestSeconds: 1 };
    expect((await waits({ usually: AGREEMENT }, evenly(30, 120), pace)).late).toBeLessThanOrEqual(0.6);
  });
});

describe("every wait", () => {
  it("is never later than its longest pause and a fifth", async () => {
    const { latest } = await waits({}, evenly(0, 900));
    expect(latest).toBeLessThanOrEqual(12);
  });

  it("looks for the last time at the deadline, and then gives up", async () => {
    const virtual = new VirtualTime(numbers(1));
    const at: number[] = [];
    const look = async (): Promise<Seen> => {
      at.push(virtual.time.now());
      return { status: "PENDING" };
    };
    const plan = { goal: ["READY"], withinSeconds: 47 };
    const waiting = waitFor("it", look, plan, { pace: DEFAULT_PACE, signal, time: virtual.time });
    const failed = expect(waiting).rejects.toMatchObject({ reason: "timeout" });
    await virtual.until(waiting.catch(() => undefined));
    await failed;
    expect(at.at(-1)).toBeCloseTo(47);
  });

  it("does not look in step with others at its ceiling, unless looks are shared", async () => {
    const looksOf = async (isShared: boolean): Promise<number> => {
      const virtual = new VirtualTime(numbers(7));
      const { now } = virtual.time;
      const moments = new Set<number>();
      const look = async (): Promise<Seen> => {
        moments.add(Math.round(now() * 1000));
        return { status: now() >= 300 ? "READY" : "PENDING" };
      };
      const options = { pace: DEFAULT_PACE, signal, time: virtual.time };
      const all = Array.from({ length: 50 }, async (_, index) => {
        await virtual.time.sleep(index / 10, signal);
        await waitFor("it", look, { goal: ["READY"], withinSeconds: 3600, isShared }, options);
      });
      await virtual.until(Promise.all(all));
      return moments.size;
    };
    expect(await looksOf(false)).toBeGreaterThan(1000);
    // Fifty first looks, and then the moments that all have in common.
    expect(await looksOf(true)).toBeLessThanOrEqual(200);
  });
});

describe("one question of many", () => {
  function asking(refused: readonly string[] = []) {
    const asked: (readonly string[])[] = [];
    const together = new Together<string>(
      async (keys) => {
        asked.push(keys);
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (keys.some((key) => refused.includes(key))) throw new Error("refused");
        return (key) => key.toUpperCase();
      },
      () => true,
      4,
    );
    return { asked, together };
  }

  it("is asked once for all who ask while an answer is under way, and never answered by an older answer", async () => {
    const { asked, together } = asking();
    const first = together.ask("a");
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const later = Promise.all(["a", "b", "b", "c"].map((key) => together.ask(key)));
    expect(await first).toBe("A");
    expect(await later).toEqual(["A", "B", "B", "C"]);
    expect(asked).toEqual([["a"], ["a", "b", "c"]]);
  });

  it("names no more at once than it may", async () => {
    const { asked, together } = asking();
    await Promise.all(["a", "b", "c", "d", "e"].map((key) => together.ask(key)));
    expect(asked.map((keys) => keys.length)).toEqual([3, 2]);
  });

  it("that is refused because of one of them is answered for all others", async () => {
    const { together } = asking(["c"]);
    const answers = await Promise.allSettled(["a", "b", "c", "d"].map((key) => together.ask(key)));
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  });
});
