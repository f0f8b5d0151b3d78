import type { CheckFailure } from "./check";
import { isUnknown, type Props } from "./props";

export const REPLACE_POLICIES = ["create-first", "delete-first"] as const;

interface Named {
  /** The object in a word. */
  readonly thing: string;
  /** The inputs that name it, the one to change first. */
  readonly names: readonly string[];
  /** The inputs by whose change another one is made. */
  readonly fixed: readonly string[];
  /** Whether two values of such an input mean the same. */
  readonly isSame: (name: string, before: unknown, after: unknown) => boolean;
}

/**
 * Refuses to delete the only object that works before anybody knows that another one can be made, unless the program says
 * so. Whatever is not known yet passes.
 * @param olds what the last check gave, where there was one
 */
export function whyNoReplacement(
  olds: Props | undefined,
  news: Props,
  { thing, names, fixed, isSame }: Named,
): CheckFailure[] {
  if (!olds || news["replacePolicy"] === "delete-first") return [];
  if (
    [...names, "region", "assumeRole"].some(
      (name) => olds[name] !== undefined && !same(olds[name], news[name]),
    )
  )
    return [];
  const changed = fixed.filter(
    (name) => !isUnknown(news[name]) && !isUnknown(olds[name]) && !isSame(name, olds[name], news[name]),
  );
  if (changed.length === 0) return [];
  const [path] = names;
  return [
    {
      path: path!,
      reason:
        `is the name of the ${thing} in use, and a change of ${changed.join(" and ")} needs a new one: ` +
        `give another ${path}, so that the new one is made before the old one goes. replacePolicy: "delete-first" ` +
        "deletes the old one first: nothing can be used meanwhile, and nothing is left if AWS does not make the new one",
    },
  ];
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
