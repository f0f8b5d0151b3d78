const SECONDS: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};
const PART = /(\d+(?:\.\d+)?)([mnuµ]s|[hms])/g;

/** Go's form of a duration (`1h30m`, `90s`), which Pulumi takes too, in seconds; undefined when the text is none. */
export function durationSeconds(text: string): number | undefined {
  if (text === "" || text.replace(PART, "") !== "") return undefined;
  return [...text.matchAll(PART)].reduce((sum, [, count, unit]) => sum + Number(count) * SECONDS[unit!]!, 0);
}
