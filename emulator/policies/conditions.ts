import { COMPARISONS } from "./comparisons";
import { type Context, lookUp } from "./context-keys";
import type { Condition } from "./document";

/** Whether a condition holds for a request. All of a statement's must. */
export function holds(condition: Condition, context: Context): boolean {
  const { operator, quantifier, ifExists, key, values } = condition;
  const found = lookUp(context, key);
  const actual = [found ?? []].flat();
  // A key without a value, or with an empty one, is as good as missing here.
  const isNull = actual.every((value) => value === "");
  if (operator === "Null") return values.some(({ written }) => written.toLowerCase() === String(isNull));
  const { holds: fits, isNegated } = COMPARISONS[operator]!;
  const fitsOne = (value: string): boolean =>
    isNegated
      ? values.every((wanted) => fits(value, wanted, context) === false)
      : values.some((wanted) => fits(value, wanted, context) === true);
  // The quantifiers come before IfExists, which then has nothing to say.
  if (quantifier === "ForAllValues") return isNull || actual.every(fitsOne);
  if (quantifier === "ForAnyValue") return !isNull && actual.some(fitsOne);
  // What is missing is equal to nothing: a negated operator holds without the key.
  if (found === undefined) return ifExists || isNegated;
  // Without a quantifier a key with several values is not compared at all.
  return typeof found === "string" && fitsOne(found);
}
