import type { CheckFailure } from "../../core/check";
import { type Props, UNKNOWN } from "../../core/props";
import { fitsWildcards } from "../../core/wildcards";

/*
 * Whom and what a policy reaches that a program has written by hand. It was checked: what can be one or a list is a list.
 * What is not known yet says nothing.
 */

type Named = typeof UNKNOWN | readonly string[];

interface Statement {
  readonly Effect?: string;
  readonly Principal?: "*" | typeof UNKNOWN | { readonly AWS?: Named };
  readonly Resource?: Named;
  readonly Condition?: unknown;
}

/** Where a policy lets in everybody there is, on no condition. */
export function openStatements(policy: unknown): string[] {
  return statementsIn(policy).flatMap(({ Effect, Principal, Condition }, index) => {
    if (Effect !== "Allow" || Condition !== undefined) return [];
    const isEverybody = Principal === "*" || (Principal !== UNKNOWN && listed(Principal?.AWS).includes("*"));
    return isEverybody ? [`policy.Statement[${index}].Principal`] : [];
  });
}

/** What a policy says of something else than the model that it is put on, which would have no effect. */
export function aboutAnotherModel(policy: unknown, modelArn: string): CheckFailure[] {
  return statementsIn(policy).flatMap(({ Resource }, index) =>
    listed(Resource).flatMap((pattern, place) => {
      // Of a variable AWS alone knows what stands for it.
      if (pattern === UNKNOWN || pattern.includes("${") || fitsWildcards(modelArn, pattern)) return [];
      const path = `policy.Statement[${index}].Resource[${place}]`;
      return [{ path, reason: 'is not the model that the policy is of; "*" is always that model' }];
    }),
  );
}

function statementsIn(policy: unknown): readonly Statement[] {
  const { Statement } = (typeof policy === "object" && policy !== null ? policy : {}) as Props;
  return Array.isArray(Statement) ? (Statement as Statement[]) : [];
}

function listed(named: Named | undefined): readonly string[] {
  return Array.isArray(named) ? (named as readonly string[]) : [];
}
