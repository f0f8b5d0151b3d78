import { closest, distance } from "fastest-levenshtein";

/** What to say of a name that is none of these. */
export function unknownMember(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return `is not a property here; ${near === undefined ? `known are ${names.join(", ")}` : `did you mean ${near}?`}`;
}

/** Which of these names was perhaps meant; undefined where none is near. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const near = closest(name, names);
  return distance(name.toLowerCase(), near.toLowerCase()) <= Math.max(2, name.length / 4) ? near : undefined;
}
