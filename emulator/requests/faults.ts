import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xorshift128plus } from "pure-rand/generator/xorshift128plus";
import * as v from "valibot";

import type { Clock } from "../state/clock";
import { AwsError } from "../behaviours/refusals";

export const effectSchema = v.variant("kind", [
  /** The answer comes late. */
  v.strictObject({ kind: v.literal("latency"), milliseconds: v.pipe(v.number(), v.minValue(0)) }),
  /** AWS refuses: throttling, a failure of its own, a missing permission. Nothing has happened. */
  v.strictObject({
    kind: v.literal("refusal"),
    code: v.string(),
    status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
    /** `{member}` stands for that member of the input. */
    message: v.optional(v.string()),
    /** The header Retry-After. */
    retryAfterSeconds: v.optional(v.number()),
  }),
  /** The connection breaks before AWS has done anything, or after it has done everything. */
  v.strictObject({ kind: v.literal("reset"), when: v.picklist(["before", "after"]) }),
  /** The answer is not of the kind it should be, as a proxy's page would be. */
  v.strictObject({ kind: v.literal("html") }),
  /** The answer ends in the middle. */
  v.strictObject({ kind: v.literal("truncated") }),
  /** A read is answered as it was the last time, however things are now. */
  v.strictObject({ kind: v.literal("stale") }),
]);

const name = v.optional(v.string());

export const faultSchema = v.strictObject({
  /** Which calls it meets; what is not said meets all. */
  target: v.optional(v.strictObject({ service: name, operation: name, account: name, region: name })),
  effect: effectSchema,
  /** How many calls it meets. @default all */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** How many calls it lets pass before. @default 0 */
  skip: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** For how many emulated seconds it lasts. @default until it is ended */
  seconds: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** How likely it meets a call; which calls those are follows from the seed alone. @default 1 */
  probability: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});

/** Something that goes wrong, how often, for whom. */
export type Fault = v.InferOutput<typeof faultSchema>;
export type FaultEffect = Fault["effect"];

/** A fault that says nothing, or something else. */
export class FaultError extends Error {
  override readonly name = "FaultError";
}

/** A call as faults see it. */
export interface FaultyCall {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
}

interface Active {
  readonly fault: Fault;
  readonly since: number;
  skipped: number;
  met: number;
}

/** The seed where nobody gives one. */
const FIRST_SEED = 1;

/** What is to go wrong, in the order it was asked for; the first that meets a call has its way. */
export class Faults {
  #active: Active[] = [];
  #random = xorshift128plus(FIRST_SEED);

  constructor(private readonly clock: Clock) {}

  /** Adds a fault; the answer ends it. @throws FaultError when it is none */
  add(fault: Fault): () => void {
    const parsed = v.safeParse(faultSchema, fault);
    if (!parsed.success) {
      const [issue] = parsed.issues;
      throw new FaultError(`${v.getDotPath(issue) ?? "the fault"}: ${issue.message}`);
    }
    const active = { fault: parsed.output, since: this.clock.now(), skipped: 0, met: 0 };
    this.#active.push(active);
    return () => {
      this.#active = this.#active.filter((other) => other !== active);
    };
  }

  /** Everything that may still go wrong. */
  list(): Fault[] {
    return this.#active.filter((active) => !this.#isSpent(active)).map(({ fault }) => fault);
  }

  clear(): void {
    this.#active = [];
  }

  /** As if nothing had ever gone wrong: no faults, and chance begins anew. */
  reset(): void {
    this.clear();
    this.seed(FIRST_SEED);
  }

  /** From here on the same calls are met by the same faults, whenever this seed was given. */
  seed(seed: number): void {
    this.#random = xorshift128plus(seed);
  }

  /** The effect that meets this call; it counts as used. */
  next(call: FaultyCall): FaultEffect | undefined {
    for (const active of this.#active) {
      const { fault } = active;
      if (this.#isSpent(active) || !isTarget(fault.target ?? {}, call)) continue;
      if (active.skipped < (fault.skip ?? 0)) {
        active.skipped += 1;
        continue;
      }
      if (fault.probability !== undefined && uniformFloat64(this.#random) >= fault.probability) continue;
      active.met += 1;
      return fault.effect;
    }
    return undefined;
  }

  #isSpent({ fault, since, met }: Active): boolean {
    const isOver = fault.seconds !== undefined && this.clock.now() > since + fault.seconds * 1000;
    return isOver || met >= (fault.times ?? Infinity);
  }
}

/** The error of a refusal. */
export function refusalOf(
  effect: Extract<FaultEffect, { kind: "refusal" }>,
  input: Readonly<Record<string, unknown>>,
): AwsError {
  const { code, status, message = `${code} was asked for by a fault`, retryAfterSeconds } = effect;
  const text = message.replace(/\{(\w+)\}/g, (placeholder, member: string) => {
    const value = input[member];
    return typeof value === "string" ? value : placeholder;
  });
  return new AwsError(code, status, text, { ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });
}

function isTarget(target: NonNullable<Fault["target"]>, call: FaultyCall): boolean {
  return (Object.keys(target) as (keyof FaultyCall)[]).every(
    (part) => target[part] === undefined || target[part] === call[part],
  );
}
