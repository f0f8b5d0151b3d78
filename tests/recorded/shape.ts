import { expect } from "@jest/globals";

import type { RecordedAnswer } from "./recorded-answer";

/** The dotted paths of every member of an answer; those of a list are the paths of its items. */
export function membersOf(answer: object): string[] {
  const paths = Object.entries(answer)
    .filter(([name, value]) => name !== "$metadata" && value !== undefined)
    .flatMap(([name, value]) => [
      name,
      ...thingsIn(value).flatMap((thing) => membersOf(thing).map((member) => `${name}.${member}`)),
    ]);
  return [...new Set(paths)].sort();
}

/** Holds an answer to what was recorded, member by member. */
export function expectShape(answer: object, { operation, what, always, never }: RecordedAnswer): void {
  const sent = membersOf(answer);
  const missing = always.filter((path) => !hasEverywhere(answer, path.split(".")));
  const shownAbsent = never.filter((path) => sent.includes(path));
  const none: string[] = [];
  expect({ of: `${operation}: ${what}`, missing, shownAbsent }).toEqual({
    of: `${operation}: ${what}`,
    missing: none,
    shownAbsent: none,
  });
}

/** Whether every object that the path leads through has its next member. An empty list says nothing of its items. */
function hasEverywhere(value: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return value !== undefined;
  if (Array.isArray(value)) return value.every((item) => hasEverywhere(item, path));
  return isObject(value) && hasEverywhere((value as Record<string, unknown>)[name], rest);
}

/** The objects that a value is or lists. */
function thingsIn(value: unknown): object[] {
  if (Array.isArray(value)) return value.flatMap(thingsIn);
  return isObject(value) ? [value] : [];
}

/** Times and bytes are values. */
function isObject(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && !(value instanceof Date) && !(value instanceof Uint8Array)
  );
}
