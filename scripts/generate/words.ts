import type { AnyDeclaration, Input } from "#provider/core/declaration/declaration";

/** How long a line of a comment should be, and how long one that somebody has written may be. */
const WIDTH = 112;
const LONGEST = 125;

/** What a change of the input does, in a sentence. */
export function changeOf({ change: { does, says } }: Input, { thing }: AnyDeclaration): string {
  if (says !== undefined) return says;
  if (does === "replaces") return `Changing it replaces the ${thing}.`;
  return does === "updates"
    ? `Changing it updates the ${thing} in place.`
    : "Changing it updates the state only.";
}

/** All that is said of an input, as a comment says it. */
export function inputWords(input: Input, declaration: AnyDeclaration): string {
  const sentences = `${withoutPages(input.docs)} ${changeOf(input, declaration)}`.trim();
  const without = defaultOf(input);
  return without === undefined ? sentences : `${sentences}\n@default ${flat(without)}`;
}

/** What counts where an input is left out. */
export function defaultOf({ default: words, defaultValue: value }: Input): string | undefined {
  if (words !== undefined || value === undefined) return words;
  return Array.isArray(value) ? value.join(", ") : JSON.stringify(value);
}

/** Markdown without its line breaks. */
export function flat(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}

/** Words where no page lies beside it that a link could lead to. */
export function withoutPages(text: string): string {
  return flat(text).replaceAll(/\[([^\]]+)\]\([\w-]+\.md[^)]*\)/g, "$1");
}

/** A comment that editors show. What is too long for a line is broken between words. */
export function comment(text: string, indent = ""): string {
  const lines = text
    .trim()
    .split("\n")
    .flatMap((line) => broken(line, WIDTH - indent.length));
  if (lines.length === 1 && lines[0]!.length < WIDTH - 8) return `${indent}/** ${lines[0]!} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

function broken(line: string, width: number): string[] {
  if (line.length <= LONGEST) return [line];
  const lines = [""];
  for (const word of line.split(/ (?![^{]*\})/)) {
    const last = lines.at(-1)!;
    if (last !== "" && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}
