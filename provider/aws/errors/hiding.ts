/*
 * What must not be seen is taken out of what AWS says, should AWS repeat it. Where a value is part of a longer word it is
 * none: otherwise "case" would be taken out of "cases" and "showcase", and nobody could read the rest.
 */

const HIDDEN = "(hidden)";

/** Values of fewer characters are common words and figures, unless they are names. */
const SHORTEST = 4;

/** Longer values stand in no word by chance: they are hidden wherever they are, tokens and what is encoded above all. */
const LONGEST_WORD = 12;

/** What words consist of. Scripts without blanks have no ends of words. */
const WITHOUT_BLANKS = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"]
  .map((script) => `\\p{Script=${script}}`)
  .join("");
const IN_A_WORD = `(?![${WITHOUT_BLANKS}])[\\p{L}\\p{M}\\p{N}_]`;
const BEGINS = new RegExp(`^${IN_A_WORD}`, "u");
const ENDS = new RegExp(`${IN_A_WORD}$`, "u");

/** Takes values out of the message of an error. */
export function hiding(values: readonly string[], thrown: unknown): unknown {
  if (thrown instanceof Error) thrown.message = withoutValues(thrown.message, values);
  return thrown;
}

/** A text without these values. They may overlap, and one may contain another. */
export function withoutValues(text: string, values: readonly string[]): string {
  const found = values
    .flatMap((value) => [...text.matchAll(patternOf(value))])
    .map((match) => ({ from: match.index, to: match.index + match[0].length }))
    .filter(({ from, to }) => from < to)
    .sort((one, other) => one.from - other.from);
  let shown = "";
  let end = 0;
  for (const { from, to } of found) {
    if (from >= end) shown += text.slice(end, from) + HIDDEN;
    end = Math.max(end, to);
  }
  return shown + text.slice(end);
}

/** Where a text has the value: in whatever case, with whatever blanks between its words. */
function patternOf(given: string): RegExp {
  const value = given.trim();
  const isShort = value.length < SHORTEST;
  // "use" and "1" tell nothing; "IBM" and "Aon" do, as they are written.
  if (isShort && (value.length < 2 || !/[\p{Lu}\p{Lt}\p{Lo}]/u.test(value))) return /(?!)/g;
  const literal = value.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+");
  const isWord = value.length <= LONGEST_WORD;
  const before = isWord && BEGINS.test(value) ? `(?<!${IN_A_WORD})` : "";
  const after = isWord && ENDS.test(value) ? `(?!${IN_A_WORD})` : "";
  return new RegExp(before + literal + after, isShort ? "gu" : "giu");
}
