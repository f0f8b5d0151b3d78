import fc from "fast-check";

import { CALL_MISHAPS, type Mishap, OFTEN } from "./mishaps";
import { SLOTS } from "./slots";
import type { Asked } from "./stack";

/** What somebody does past the resources. */
interface ByHand {
  readonly slot: string;
  readonly edit: number;
}

/** What a user does: changes the program, and runs a command. */
export interface Act {
  readonly stack: number;
  /** What the program says from now on of a slot: a variant, or null where it is taken out; and whether it is in its component. */
  readonly edits: readonly {
    readonly slot: string;
    readonly variant: number | null;
    readonly isInTeam?: boolean;
  }[];
  readonly verb: Asked["verb"];
  /** Only this one, and what it needs. */
  readonly target: string | null;
  readonly mishaps: readonly Mishap[];
  /** What happens before. */
  readonly byHand: readonly ByHand[];
  readonly hoursBefore: number;
}

/** All that happens in one world. */
export interface Scenario {
  /** What the programs say at first. */
  readonly program: Act["edits"];
  /** Made by hand before everything. */
  readonly before: readonly string[];
  /** Slots of the second stack; all others are the first one's. */
  readonly second: readonly string[];
  readonly acts: readonly Act[];
}

const names = SLOTS.map(({ name }) => name);
/** What is not bound to be in one stack with another. */
const roots = SLOTS.filter(({ needs }) => needs.length === 0).map(({ name }) => name);
const slot = fc.constantFrom(...names);

/** Mostly early: a command has few calls for each resource. */
const mishap: fc.Arbitrary<Mishap> = fc.record({
  what: fc.constantFrom(...CALL_MISHAPS, ...OFTEN, ...OFTEN, "killed before saving", "killed after saving"),
  at: fc.oneof({ weight: 3, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.nat(60) }),
  calls: fc.integer({ min: 1, max: 4 }),
});

/** Nothing, so many times as often as something. */
const seldom = <T>(times: number, something: fc.Arbitrary<T>, nothing: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: times, arbitrary: fc.constant(nothing) }, { weight: 1, arbitrary: something });

const isInTeam = seldom(2, fc.constant(true), false);
const edit = fc.record({ slot, variant: fc.option(fc.nat(3), { freq: 4, nil: null }), isInTeam });

const act: fc.Arbitrary<Act> = fc.record({
  stack: seldom(3, fc.constant(1), 0),
  edits: fc.array(edit, { maxLength: 6, size: "max" }),
  verb: fc.oneof(
    { weight: 6, arbitrary: fc.constant("up" as const) },
    { weight: 2, arbitrary: fc.constant("up --refresh" as const) },
    { weight: 2, arbitrary: fc.constantFrom("refresh", "preview", "destroy") },
  ),
  target: seldom<string | null>(7, slot, null),
  mishaps: fc.array(mishap, { maxLength: 2, size: "max" }),
  byHand: seldom(3, fc.array(fc.record({ slot, edit: fc.nat(2) }), { minLength: 1, maxLength: 3 }), []),
  hoursBefore: seldom(3, fc.integer({ min: 1, max: 200 }), 0),
});

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  program: fc.array(fc.record({ slot, variant: fc.nat(3), isInTeam }), {
    ...{ minLength: 1, maxLength: 12, size: "max" },
  }),
  before: seldom(3, fc.uniqueArray(slot, { maxLength: 2 }), []),
  second: seldom(2, fc.uniqueArray(fc.constantFrom(...roots), { maxLength: 3 }), []),
  acts: fc.array(act, { minLength: 1, maxLength: 5, size: "max" }),
});
