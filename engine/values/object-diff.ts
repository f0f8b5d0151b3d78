import { formatPath, type PropertyPath } from "./property-path";
import { equal, isObject, keysOf, type PropertyMap, type Value } from "./values";

export type DiffKind = "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";

interface PropertyDiff {
  diffKind: DiffKind;
  inputDiff: boolean;
}

/** The differences of two property maps, by the path of each value that differs. */
export type DetailedDiff = Record<string, PropertyDiff>;

/** Compares two maps of plain values, down to the single value. */
export function diffObjects(olds: PropertyMap, news: PropertyMap, inputDiff: boolean): DetailedDiff {
  const found: DetailedDiff = {};
  compareMaps([], olds, news, (path, diffKind) => {
    found[formatPath(path)] = { diffKind, inputDiff };
  });
  return found;
}

/** The top-level keys whose values differ. */
export function changedKeys(olds: PropertyMap, news: PropertyMap): string[] {
  return keysOf(olds, news)
    .filter((key) => !equal(olds[key], news[key]))
    .sort();
}

type Report = (path: PropertyPath, kind: "add" | "delete" | "update") => void;

function compareMaps(path: PropertyPath, olds: PropertyMap, news: PropertyMap, report: Report): void {
  for (const key of keysOf(olds, news)) compare([...path, key], olds[key] ?? null, news[key] ?? null, report);
}

function compare(path: PropertyPath, old: Value, now: Value, report: Report): void {
  if (equal(old, now)) return;
  if (old === null) return report(path, "add");
  if (now === null) return report(path, "delete");
  if (Array.isArray(old) && Array.isArray(now)) return compareLists(path, old, now, report);
  if (isObject(old) && isObject(now)) return compareMaps(path, old, now, report);
  report(path, "update");
}

/** In a list also null has its place. */
function compareLists(path: PropertyPath, olds: Value[], news: Value[], report: Report): void {
  for (let i = 0; i < Math.max(olds.length, news.length); i += 1) {
    const [old, now] = [olds[i], news[i]];
    if (old === undefined) report([...path, i], "add");
    else if (now === undefined) report([...path, i], "delete");
    else compare([...path, i], old, now, report);
  }
}

/** A refresh shows what the cloud did to the state, which is the opposite of what an update would do to the cloud. */
export function invert(diff: DetailedDiff): DetailedDiff {
  const opposite = (kind: DiffKind): DiffKind => {
    if (kind.startsWith("add")) return kind.replace("add", "delete") as DiffKind;
    if (kind.startsWith("delete")) return kind.replace("delete", "add") as DiffKind;
    return kind;
  };
  return Object.fromEntries(
    Object.entries(diff).map(([path, { diffKind, inputDiff }]) => [
      path,
      { diffKind: opposite(diffKind), inputDiff },
    ]),
  );
}
