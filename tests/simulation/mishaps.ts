import type { FaultEffect } from "#emulator/index";

/** Everything that can go wrong at a call to AWS. */
export const CALL_MISHAPS = [
  /** Engine and host are killed: nothing more is done or saved. */
  "killed before",
  "killed after",
  /** The hosts are killed, and the engine tells of it. */
  "host killed before",
  "host killed after",
  /** The engine is killed, and its host hears of it a moment later: what it has begun comes to its end. */
  "orphaned before",
  "orphaned after",
  "lost before",
  "lost after",
  "page of a proxy",
  "cut short",
  "fails",
  "throttled",
  "denied",
  "stale",
  /** The machine sleeps: hours are over with the answer. */
  "hours later",
] as const;

export type CallMishap = (typeof CALL_MISHAPS)[number];

/** What goes wrong in a command. */
export interface Mishap {
  readonly what: CallMishap | "killed before saving" | "killed after saving";
  /** At which call of the command, or which time that it saves. */
  readonly at: number;
  /** How many calls in a row, of what lasts for a while. */
  readonly calls: number;
}

/** What lasts for longer than one call. */
export const LASTS: readonly Mishap["what"][] = ["throttled", "denied", "stale", "fails"];

/** A run that ends in the middle is what most rests on. */
export const OFTEN: readonly CallMishap[] = [
  "killed before",
  "killed after",
  "orphaned before",
  "lost after",
];

/** How the emulator plays it. */
export const EFFECTS: Partial<Readonly<Record<Mishap["what"], FaultEffect>>> = {
  "lost before": { kind: "reset", when: "before" },
  "lost after": { kind: "reset", when: "after" },
  "page of a proxy": { kind: "html" },
  "cut short": { kind: "truncated" },
  fails: { kind: "refusal", code: "InternalServerException", status: 500 },
  throttled: { kind: "refusal", code: "ThrottlingException", status: 429 },
  denied: { kind: "refusal", code: "AccessDeniedException", status: 403 },
  stale: { kind: "stale" },
};
