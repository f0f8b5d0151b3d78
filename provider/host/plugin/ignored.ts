/** The way to a value inside properties: names of members, and places in lists. */
export type PropertyPath = readonly (string | number)[];

/** @param ignored what the option ignoreChanges names: `tags["a.b"]`, `principals[0]`, `tags.*` … */
export function isIgnored(path: PropertyPath, ignored: readonly string[]): boolean {
  return ignored.some((text) => covers(parsed(text), path));
}

/** Whether the pattern means the value there, or one that it is in. */
function covers(pattern: PropertyPath, path: PropertyPath): boolean {
  return pattern.length <= path.length && pattern.every((key, place) => key === "*" || key === path[place]);
}

function parsed(text: string): PropertyPath {
  const steps = text.matchAll(/\["((?:\\"|[^"])*)"\]|\[(\d+)\]|\[(\*)\]|([^.[\]]+)/g);
  return [...steps].map(([, quoted, place, all, name]) =>
    place === undefined ? (quoted?.replaceAll('\\"', '"') ?? all ?? name ?? "") : Number(place),
  );
}
