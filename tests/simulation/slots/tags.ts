/** The keys that programs and people give; all others are marks. */
const KEYS = ["team", "stage"];

/** Whether these are the tags that a program gives, whatever marks are beside them. */
export function hasTags(
  found: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>> = {},
): boolean {
  return KEYS.every((key) => found[key] === wanted[key]);
}
