import { COMPARISONS } from "./comparisons";
import type { Condition } from "./document";

/** What is known of a request beside who, what and which: the keys of conditions, whose case does not matter. */
export type Context = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** The values a request has for a key; undefined when it does not have the key. */
export function valuesOf(context: Context, key: string): readonly string[] | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  if (found === undefined) return undefined;
  return typeof found === "object" ? found : [String(found)];
}

/** Whether a condition holds for a request. All of a statement's must. */
export function holds(condition: Condition, context: Context, wanted: readonly string[]): boolean {
  const { operator, quantifier, ifExists, key } = condition;
  const actual = valuesOf(context, key);
  if (operator === "Null") return wanted.includes(String(actual === undefined));
  const { holds: fits, isNegated } = COMPARISONS[operator]!;
  const fitsOne = (value: string): boolean => wanted.some((one) => fits(value, one)) !== isNegated;
  // The quantifiers come before IfExists, which then has nothing to say.
  if (quantifier === "ForAllValues") return (actual ?? []).every(fitsOne);
  if (quantifier === "ForAnyValue") return (actual ?? []).some(fitsOne);
  // What is missing is equal to nothing: a negated operator holds without the key.
  if (actual === undefined) return ifExists || isNegated;
  return isNegated ? actual.every(fitsOne) : actual.some(fitsOne);
}
