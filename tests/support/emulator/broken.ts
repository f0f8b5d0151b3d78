import type { Fault } from "#emulator/index";

type Break = Omit<Fault, "target" | "skip">;

/** Every way in which a call to AWS can go wrong, by name. */
export const BREAKS: Readonly<Record<string, Break>> = {
  "answers late": { times: 1, effect: { kind: "latency", milliseconds: 20 } },
  "fails in AWS": {
    times: 1,
    effect: { kind: "refusal", code: "InternalServerException", status: 500 },
  },
  "is throttled": { times: 1, effect: { kind: "refusal", code: "ThrottlingException", status: 429 } },
  "loses its connection before the effect": { times: 1, effect: { kind: "reset", when: "before" } },
  "loses its connection after the effect": { times: 1, effect: { kind: "reset", when: "after" } },
  "reads stale for a while": { seconds: 20, effect: { kind: "stale" } },
  "is denied for a while": {
    seconds: 3600,
    effect: { kind: "refusal", code: "AccessDeniedException", status: 403 },
  },
  "is answered by a proxy's page": { times: 1, effect: { kind: "html" } },
  "is cut short": { times: 1, effect: { kind: "truncated" } },
};

/** A read has no effect that it could be before or behind; and what is written is not answered from memory. */
const isPossible = (way: string, isWrite: boolean): boolean =>
  way !== (isWrite ? "reads stale for a while" : "loses its connection after the effect");

/** What the place of a call can make a difference to: a refusal, a failure, an answer that is of no use, and one that is old. */
const ALWAYS = ["is denied for a while", "fails in AWS", "is cut short", "reads stale for a while"];

/**
 * Every one of `calls`, in every way it can break: `[operation, how often it was called before, way]`.
 * @param met the reads of this resource that were broken in every way before: to whoever looks once more, all failures are one
 */
export function breaksOf(
  calls: readonly string[],
  writes: readonly string[],
  met: Set<string>,
): [operation: string, occurrence: number, way: string][] {
  const seen = new Map<string, number>();
  return calls.flatMap((operation) => {
    const occurrence = seen.get(operation) ?? 0;
    seen.set(operation, occurrence + 1);
    const ways = met.has(operation) ? ALWAYS : Object.keys(BREAKS);
    if (!writes.includes(operation)) met.add(operation);
    return ways
      .filter((way) => isPossible(way, writes.includes(operation)))
      .map((way): [string, number, string] => [operation, occurrence, way]);
  });
}
