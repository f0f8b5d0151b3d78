import { visit } from "jsonc-parser";
import * as v from "valibot";

/**
 * A policy's JSON text as the object that it is. What a text says twice counts as it says it last, so that a second
 * `"Effect": "Allow"` would undo a denial in silence: it is refused.
 */
export const parsedText = v.rawTransform<unknown, unknown>(({ dataset, addIssue, NEVER }) => {
  const { value: text } = dataset;
  if (typeof text !== "string") return text;
  let parsed: unknown;
  let twice: Path[];
  try {
    parsed = JSON.parse(text);
    twice = repeated(text);
  } catch {
    // The parser's message would repeat the text.
    addIssue({ message: "must be JSON" });
    return NEVER;
  }
  if (twice.length === 0) return parsed;
  for (const path of twice) addIssue({ message: "stands there twice", path: asIssuePath(path) });
  return NEVER;
});

type Path = (string | number)[];

/** Where a JSON text has a key twice in one object. */
function repeated(text: string): Path[] {
  const twice: Path[] = [];
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, _offset, _length, _line, _column, pathOfObject) => {
      const keys = open.at(-1)!;
      if (keys.has(key)) twice.push([...pathOfObject(), key]);
      keys.add(key);
    },
  });
  return twice;
}

/** The path of an issue, as the library that checks writes it. */
export function asIssuePath(path: readonly (string | number)[]): [v.IssuePathItem, ...v.IssuePathItem[]] {
  const unshown = { type: "unknown", origin: "value", input: undefined, value: undefined } as const;
  return path.map((key) => ({ ...unshown, key })) as [v.IssuePathItem, ...v.IssuePathItem[]];
}

const LONGEST_POLICY = 20_000;

/** Why AWS would not take a policy's text; undefined when it would. */
export function whyNotSendable(policy: string): string | undefined {
  if (policy.length > LONGEST_POLICY) {
    return `must have at most ${LONGEST_POLICY} characters as it is sent; it has ${policy.length}`;
  }
  return /^[ -ÿ]*$/.test(policy) ? undefined : "must have no characters outside of Latin-1";
}
