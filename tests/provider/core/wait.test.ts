import { describe, expect, it, jest } from "@jest/globals";

import { CancelledError } from "#provider/core/errors";
import { retryWhile, type Seen, waitFor, type WaitPlan } from "#provider/core/wait";

const PACE = { firstSeconds: 0.001, longestSeconds: 0.004 };
const signal = new AbortController().signal;
const plan: WaitPlan = { goal: ["DONE"], refused: ["BROKEN"], withinSeconds: 5 };

/** A thing that reads each of these once, and the last one for ever. */
function reading(...statuses: (string | Seen)[]): jest.Mock<() => Promise<Seen>> {
  const left = [...statuses];
  return jest.fn(async () => {
    const next = left.length > 1 ? left.shift()! : left[0]!;
    return typeof next === "string" ? { status: next } : next;
  });
}

const wait = (look: () => Promise<Seen>, changes: Partial<WaitPlan> = {}) =>
  waitFor("the thing to be DONE", look, { ...plan, ...changes }, { pace: PACE, signal });

describe("waitFor", () => {
  it("looks at once, and not again when the goal is there", async () => {
    const look = reading("DONE");
    expect(await wait(look)).toEqual({ status: "DONE" });
    expect(look).toHaveBeenCalledTimes(1);
  });

  it("waits out pending statuses and those it does not know", async () => {
    const look = reading("PENDING", "SOMETHING_NEW", "DONE");
    expect(await wait(look)).toEqual({ status: "DONE" });
    expect(look).toHaveBeenCalledTimes(3);
  });

  it("wants to see a flapping goal several times in a row", async () => {
    const look = reading("DONE", "PENDING", "DONE", "DONE");
    await wait(look, { inARow: 2 });
    expect(look).toHaveBeenCalledTimes(4);
  });

  it("fails at once on a refusal, with what the cloud says", async () => {
    const look = reading("PENDING", { status: "BROKEN", message: "out of order" });
    await expect(wait(look)).rejects.toMatchObject({
      message: "waiting for the thing to be DONE: it became BROKEN\n  out of order",
      reason: "refused",
      seen: { status: "BROKEN" },
    });
  });

  it("gives a status grace while the cloud may not show yet what was made, and no longer", async () => {
    const grace = { statuses: ["ABSENT"], seconds: 0.05 };
    await wait(reading("ABSENT", "ABSENT", "PENDING", "DONE"), { grace });
    await expect(wait(reading("ABSENT"), { grace })).rejects.toThrow("it became ABSENT");
  });

  it("gives up at the deadline, naming the last status and the time", async () => {
    await expect(wait(reading("PENDING"), { withinSeconds: 0.05 })).rejects.toMatchObject({
      message: expect.stringMatching(
        /^waiting for the thing to be DONE: still PENDING after \d+ s$/,
      ) as unknown,
      reason: "timeout",
    });
  });

  it("ends when the run is cancelled", async () => {
    const controller = new AbortController();
    const waiting = waitFor("it", reading("PENDING"), plan, { pace: PACE, signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ reason: "cancelled" });
  });

  it("lets a look come to its end that is under way when the run is cancelled, and looks no more", async () => {
    const controller = new AbortController();
    let answer = (_seen: Seen): void => undefined;
    const look = jest.fn(() => new Promise<Seen>((resolve) => (answer = resolve)));
    const options = { pace: PACE, signal: controller.signal };
    const done = waitFor("it", look, plan, options);
    controller.abort();
    answer({ status: "DONE" });
    expect(await done).toEqual({ status: "DONE" });

    const late = waitFor("it", look, plan, options);
    answer({ status: "PENDING" });
    await expect(late).rejects.toMatchObject({ reason: "cancelled", seen: { status: "PENDING" } });
    await new Promise((resolve) => setTimeout(resolve, 10 * PACE.longestSeconds * 1000));
    expect(look).toHaveBeenCalledTimes(2);
  });

  it("is cancelled, and not failed, by a look that was not let ask any more", async () => {
    const look = () => Promise.reject(new CancelledError());
    await expect(wait(look)).rejects.toMatchObject({ reason: "cancelled" });
  });

  it("passes on what the look throws", async () => {
    await expect(wait(() => Promise.reject(new Error("denied")))).rejects.toThrow("denied");
  });

  it("tells of every look that has not ended the wait", async () => {
    const onProgress = jest.fn();
    await waitFor("it", reading("A", "B", "DONE"), plan, { pace: PACE, signal, onProgress });
    expect(onProgress.mock.calls.map(([seen]) => seen)).toEqual([{ status: "A" }, { status: "B" }]);
  });

  it.each([
    ["reaches its goal", ["A", "DONE"], 1],
    ["is refused", ["A", "BROKEN"], 1],
    ["is over at the first look, and has told of nothing", ["DONE"], 0],
  ])("says when it is over: one that %s", async (_what, statuses, times) => {
    const onEnd = jest.fn();
    const options = { pace: PACE, signal, onEnd };
    await waitFor("it", reading(...statuses), plan, options).catch(() => undefined);
    expect(onEnd).toHaveBeenCalledTimes(times);
  });
});

describe("retryWhile", () => {
  const isBusy = (thrown: unknown): boolean => (thrown as Error).message === "busy";
  const options = { pace: PACE, signal };

  it("repeats a call that is refused because another one is under way", async () => {
    const call = jest.fn<() => Promise<string>>();
    call
      .mockRejectedValueOnce(new Error("busy"))
      .mockRejectedValueOnce(new Error("busy"))
      .mockResolvedValue("done");
    expect(await retryWhile("it to be done", call, isBusy, 5, options)).toBe("done");
    expect(call).toHaveBeenCalledTimes(3);
  });

  it("does not repeat other refusals", async () => {
    const call = jest.fn<() => Promise<string>>().mockRejectedValue(new Error("no"));
    await expect(retryWhile("it", call, isBusy, 5, options)).rejects.toThrow("no");
    expect(call).toHaveBeenCalledTimes(1);
  });

  it("shows what the refusal is called while it waits, and with its words when it gives up", async () => {
    const refusal = Object.assign(new Error("busy"), { name: "ConflictException" });
    const call = jest.fn<() => Promise<string>>().mockRejectedValue(refusal);
    const shown = new Set<string>();
    const onProgress = ({ status }: Seen) => shown.add(status);
    await expect(retryWhile("it", call, isBusy, 0.05, { ...options, onProgress })).rejects.toThrow(
      /still ConflictException after \d+ s\n {2}busy/,
    );
    expect([...shown]).toEqual(["ConflictException"]);
  });
});
