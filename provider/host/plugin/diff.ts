import { isDeepStrictEqual } from "node:util";

import { pathOf } from "../../core/check";
import type { Diff } from "../../core/lifecycle";
import type { Props } from "../../core/props";
import { isIgnored, type PropertyPath } from "./ignored";

type Change = "ADD" | "UPDATE" | "DELETE";

/** One property that differs, as the engine shows it. */
export interface PropertyChange {
  readonly path: string;
  readonly kind: Change | `${Change}_REPLACE`;
  /** Whether the inputs differ there; else it is the state that is not as it should be. */
  readonly isOfInputs: boolean;
}

/**
 * What an update would change, down to the single value.
 * @param olds what the last check gave
 * @param ignored paths whose changes count for nothing
 */
export function changesOf(
  olds: Props,
  news: Props,
  { replaces }: Diff,
  ignored: readonly string[],
): PropertyChange[] {
  const found = differences([], olds, news)
    .filter(({ path }) => !isIgnored(path, ignored))
    .map(({ path, kind }): PropertyChange => {
      const isReplaced = replaces.includes(String(path[0]));
      return { path: pathOf(path), kind: isReplaced ? `${kind}_REPLACE` : kind, isOfInputs: true };
    });
  // An account that only the configuration has changed, or a status beyond repair, is in no input that differs.
  const others = replaces.filter((name) => isDeepStrictEqual(olds[name], news[name]));
  return [
    ...found,
    ...others.map((path): PropertyChange => ({ path, kind: "UPDATE_REPLACE", isOfInputs: false })),
  ];
}

interface Difference {
  readonly path: PropertyPath;
  readonly kind: Change;
}

function differences(path: PropertyPath, before: unknown, after: unknown): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (before === undefined) return [{ path, kind: "ADD" }];
  if (after === undefined) return [{ path, kind: "DELETE" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const indices = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);
    return indices.flatMap((index) => differences([...path, index], before[index], after[index]));
  }
  if (!isMap(before) || !isMap(after)) return [{ path, kind: "UPDATE" }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => differences([...path, name], before[name], after[name]));
}

function isMap(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
