import { CALL_MISHAPS, type CallMishap } from "../mishaps";
import { play } from "../play";
import type { Tally } from "../playing";
import type { Row } from "./rows";

/** What ends a call, before it has an effect and after; `as` is its name in the table. */
export const COLUMNS: readonly { readonly as: string; readonly what: CallMishap }[] = [
  { as: "host killed, before", what: "host killed before" },
  { as: "after", what: "host killed after" },
  { as: "engine and host killed, before", what: "killed before" },
  { as: "after", what: "killed after" },
  { as: "engine killed, host lives on, before", what: "orphaned before" },
  { as: "after", what: "orphaned after" },
  { as: "answer lost, before", what: "lost before" },
  { as: "after", what: "lost after" },
  { as: "answer unreadable, before", what: "page of a proxy" },
  { as: "after", what: "cut short" },
];

/** How a cell came out; undefined where every invariant held. */
export type Outcome = string | undefined;

/** One call that ends in one way, and everything that must hold afterwards. */
export async function outcomeOf(row: Row, call: number, what: CallMishap): Promise<Outcome> {
  const tally: Tally = new Map();
  try {
    await play(row.with([{ what, at: call, calls: 1 }]), () => undefined, tally);
  } catch (error) {
    return (error as Error).message;
  }
  const met = CALL_MISHAPS.filter((one) => tally.has(one));
  return met.length === 1 && met[0] === what
    ? undefined
    : `not reached: ${met.join(", ") || "nothing"} went wrong`;
}
