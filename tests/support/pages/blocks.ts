import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../../..");

/** A piece of code on a page. */
export interface Block {
  readonly page: string;
  /** On which line of the page it begins. */
  readonly line: number;
  /** What stands behind the backticks; `inline` for a command inside of a sentence. */
  readonly language: string;
  readonly text: string;
}

/** Every page that a reader of the repository or of the package finds. The changelog tells of what is gone, too. */
export const PAGES: readonly string[] = ["", "docs", "provider", "emulator", ".github"]
  .flatMap((folder) => markdownIn(folder))
  .concat(
    readdirSync(join(REPOSITORY, "examples"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => markdownIn(join("examples", name))),
  )
  .filter((page) => page !== "CHANGELOG.md");

function markdownIn(folder: string): string[] {
  return readdirSync(join(REPOSITORY, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
}

export const textOf = (page: string): string => readFileSync(join(REPOSITORY, page), "utf8");

const FENCE = /^( *)```(\w*)\n([^]*?)^ *```$/gm;
const COMMAND = /`((?:npx|npm|pulumi|aws|node|terraform) [^`]+)`/g;

/** The blocks of a page, and the commands in its sentences. */
export function blocksOf(page: string): Block[] {
  const text = textOf(page);
  const lineAt = (index: number): number => text.slice(0, index).split("\n").length;
  const blocks: Block[] = [...text.matchAll(FENCE)].map(
    ({ index, 1: indent = "", 2: language = "", 3: code = "" }) => ({
      ...{ page, line: lineAt(index) + 1, language },
      text: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }),
  );
  // Lines stay where they are.
  const prose = text.replaceAll(FENCE, (fence) => "\n".repeat(fence.split("\n").length - 1));
  const commands = [...prose.matchAll(COMMAND)].map(({ index, 1: command = "" }) => ({
    ...{ page, line: prose.slice(0, index).split("\n").length, language: "inline" },
    text: command.replaceAll(/\s+/g, " "),
  }));
  return [...blocks, ...commands];
}
