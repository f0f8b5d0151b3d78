import { isDeepStrictEqual } from "node:util";

import { SIGNATURE } from "../../host/secret";
import { isObject, type LookedAt, type ShownState } from "./reading";

/** One thing that is not as the state has it. A side is absent where there is nothing. */
export interface Difference {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What differs: at the paths that Pulumi tells, else in the inputs, else in the outputs. */
export function differencesOf({ before, after, paths }: LookedAt): Difference[] {
  if (paths && paths.size > 0)
    return [...paths].map(([path, isInput]) =>
      difference(path, valueAt(before, path, isInput), valueAt(after, path, isInput)),
    );
  const inputs = between("", before?.inputs ?? {}, after?.inputs ?? {});
  return inputs.length > 0 ? inputs : between("", before?.outputs ?? {}, after?.outputs ?? {});
}

function difference(path: string, before: unknown, after: unknown): Difference {
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function between(path: string, before: unknown, after: unknown): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isObject(before) || !isObject(after)) return [difference(path, before, after)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return (
    names
      // Bookkeeping of the provider, which nobody has written.
      .filter((name) => !name.startsWith("__"))
      .flatMap((name) => between(joined(path, name), before[name], after[name]))
  );
}

function joined(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

/** A path as Pulumi writes it: `tags.team`, `principals[1]`, `tags["a.b"]`. */
export function valueAt(state: ShownState | undefined, path: string, isInput: boolean): unknown {
  const steps = [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(
    ([, index, quoted, name]) => index ?? quoted?.replace(/\\(.)/g, "$1") ?? name ?? "",
  );
  let value: unknown = isInput ? state?.inputs : state?.outputs;
  for (const step of steps) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
    // Below what is secret nothing is known but that it is.
    if (isSecret(value)) return value;
  }
  return value;
}

/** How Pulumi writes a secret: in the documents of previews as a text, in states and events as an object. */
export function isSecret(value: unknown): boolean {
  return value === "[secret]" || (isObject(value) && SIGNATURE in value);
}
