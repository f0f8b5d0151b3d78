import * as v from "valibot";

import { clipped } from "./errors";
import { unknownMember } from "./names";
import { type Props, UNKNOWN, visible } from "./props";

/** An input that cannot be used. It never holds the value: that may be a secret. */
export interface CheckFailure {
  /** The exact place, such as `assumeRole.roleArn` or `tags[2].key`. */
  readonly path: string;
  readonly reason: string;
}

/** What people are told of it. */
export function sentenceOf({ path, reason }: CheckFailure): string {
  return path ? `${path}: ${reason}` : reason;
}

type Schema<T> = v.GenericSchema<unknown, T>;
type Output<E extends v.ObjectEntries> = v.InferOutput<v.StrictObjectSchema<E, undefined>>;

/** Lets a value pass that a preview does not know yet. */
export function known<T>(schema: Schema<T>): Schema<T> {
  return v.lazy((value) => (value === UNKNOWN ? (v.any() as Schema<T>) : schema));
}

/** No name, id or ARN of AWS is longer. What is checked against patterns, and repeated in messages, has an end. */
const LONGEST_TEXT = 2048;
/** Of several things that are wrong with one value, the first tells enough. */
const FIRST_ISSUE = { abortPipeEarly: true } as const;

/** A text input; `rule` says what it must look like, in words that follow "must". */
export function text(pattern?: RegExp, rule?: string): Schema<string> {
  const base = v.pipe(
    v.string("must be a string"),
    v.maxLength(LONGEST_TEXT, `must have at most ${LONGEST_TEXT} characters`),
  );
  return known(pattern && rule ? v.pipe(base, v.regex(pattern, `must ${rule}`)) : base);
}

export function oneOf<const T extends string>(values: readonly T[]): Schema<T> {
  return known(v.picklist(values, `must be one of ${values.map((value) => `"${value}"`).join(", ")}`));
}

/** An object that has these members and no others. */
export function members<E extends v.ObjectEntries>(entries: E): Schema<Output<E>> {
  return known(strictObject(entries) as unknown as Schema<Output<E>>);
}

/**
 * Checks what the program gave against a schema.
 * Own bookkeeping (keys that start with two underscores) is not looked at.
 * @returns the properties as their schemas have made them. What is refused counts as not known yet, so that nobody works
 * with it: it may be anything
 */
export function checkProps<E extends v.ObjectEntries>(
  entries: E,
  news: Props,
): { props: Partial<Output<E>>; failures: CheckFailure[] } {
  const given = visible(news);
  const result = v.safeParse(strictObject(entries), given, FIRST_ISSUE);
  if (result.success) return { props: result.output, failures: [] };
  const props = Object.entries(entries).map(([name, schema]) => {
    const checked = v.safeParse(schema, given[name], FIRST_ISSUE);
    return [name, checked.success ? checked.output : UNKNOWN];
  });
  return {
    props: Object.fromEntries(props.filter(([, value]) => value !== undefined)) as Partial<Output<E>>,
    failures: result.issues.map((issue) => ({ path: placeOfIssue(issue), reason: issue.message })),
  };
}

/** An object that has these members and no others; unlike `members`, an unknown value does not pass. */
export function strictObject<E extends v.ObjectEntries>(entries: E) {
  return v.strictObject(entries, (issue) => {
    if (issue.expected === "never")
      return unknownMember(String(issue.path?.at(-1)?.key), Object.keys(entries));
    return issue.input === undefined ? "is required" : "must be an object";
  });
}

/** `a.b[0].c`; keys that are no plain names are quoted. */
export function pathOf(keys: readonly unknown[]): string {
  return keys
    .map((key) => {
      const name = clipped(String(key));
      if (typeof key === "number") return `[${name}]`;
      return /^\w+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
    })
    .join("")
    .replace(/^\./, "");
}

/** Where an issue is. */
export function placeOfIssue({ path }: v.BaseIssue<unknown>): string {
  return pathOf((path ?? []).map(({ key }) => key));
}
