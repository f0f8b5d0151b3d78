/** The terminal that everything fits into. */
const COLUMNS = 100;

/** What AWS says may not control the terminal. */
export function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}

export function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

export function printJson(value: unknown): void {
  print([JSON.stringify(value, undefined, 2)]);
}

/** A line that fits into the terminal, on several lines where it must be. */
export function wrapped(text: string, indent = 0): string[] {
  return broken(text, COLUMNS - indent).map((line) => " ".repeat(indent) + line);
}

/** Lines of at most so many columns, which break between words; a word that is longer breaks anywhere. */
function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (let word of plain(text).split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = "";
    }
    for (; word.length > width; word = word.slice(width)) lines.push(word.slice(0, width));
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Columns side by side, as wide as they need to be; the last one takes what is left, on several lines. */
export function table(rows: readonly (readonly string[])[], indent = 0): string[] {
  const last = Math.max(...rows.map(({ length }) => length)) - 1;
  const widths = Array.from({ length: last }, (_, at) =>
    Math.max(...rows.map((row) => plain(row[at] ?? "").length)),
  );
  const left = widths.reduce((sum, width) => sum + width + 2, indent);
  return rows.flatMap((row) => {
    const before = widths.map((width, at) => `${plain(row[at] ?? "").padEnd(width)}  `).join("");
    return broken(row[last] ?? "", Math.max(20, COLUMNS - left)).map((line, index) =>
      (" ".repeat(indent) + (index === 0 ? before : " ".repeat(left - indent)) + line).trimEnd(),
    );
  });
}
