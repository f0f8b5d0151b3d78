import type { createColors } from "picocolors";

export type Colors = ReturnType<typeof createColors>;

interface Words {
  readonly symbol: string;
  readonly color: "green" | "yellow" | "red" | "magenta" | "cyan" | "reset";
  /** What a preview says. */
  readonly planned: string;
  readonly doing: string;
  readonly done: string;
}

const WORDS: Readonly<Record<string, Words>> = {
  same: { symbol: " ", color: "reset", planned: "", doing: "running", done: "" },
  create: { symbol: "+", color: "green", planned: "create", doing: "creating", done: "created" },
  update: { symbol: "~", color: "yellow", planned: "update", doing: "updating", done: "updated" },
  delete: { symbol: "-", color: "red", planned: "delete", doing: "deleting", done: "deleted" },
  replace: { symbol: "+-", color: "magenta", planned: "replace", doing: "replacing", done: "replaced" },
  "create-replacement": {
    symbol: "++",
    color: "green",
    planned: "create replacement",
    doing: "creating replacement",
    done: "created replacement",
  },
  "delete-replaced": {
    symbol: "--",
    color: "red",
    planned: "delete original",
    doing: "deleting original",
    done: "deleted original",
  },
  read: { symbol: ">", color: "cyan", planned: "read", doing: "reading", done: "read" },
  "read-replacement": {
    symbol: ">>",
    color: "cyan",
    planned: "read for replacement",
    doing: "reading for replacement",
    done: "read for replacement",
  },
  import: { symbol: "=", color: "green", planned: "import", doing: "importing", done: "imported" },
  "import-replacement": {
    symbol: "=>",
    color: "magenta",
    planned: "import replacement",
    doing: "importing replacement",
    done: "imported replacement",
  },
  refresh: { symbol: "~", color: "cyan", planned: "refreshing", doing: "refreshing", done: "refresh" },
  discard: { symbol: "<", color: "red", planned: "discard", doing: "discarding", done: "discarded" },
  "discard-replaced": {
    symbol: "<<",
    color: "red",
    planned: "discard original",
    doing: "discarding original",
    done: "discarded original",
  },
};

const UNKNOWN_OP: Words = { symbol: "?", color: "reset", planned: "", doing: "", done: "" };

/** The CLI's words for a step. */
export function wordsFor(op: string): Words {
  return WORDS[op] ?? { ...UNKNOWN_OP, planned: op, doing: op, done: op };
}

/** The symbol in its place in front of a row. */
export function symbolFor(op: string, colors: Colors): string {
  const { symbol, color } = wordsFor(op);
  return colors[color](symbol.length === 2 ? `${symbol} ` : ` ${symbol} `);
}
