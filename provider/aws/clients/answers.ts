import { ModelAccessError } from "../../core/errors";

/** An answer of AWS that is known to have these members. */
type With<A, K extends keyof A> = A & { readonly [Name in K]-?: NonNullable<A[Name]> };

/** AWS has answered, but without what the operation answers: nothing follows from that, least of all an absence. */
class IncompleteAnswer extends ModelAccessError {
  override readonly name = "IncompleteAnswer";

  constructor(
    readonly operation: string,
    readonly missing: readonly string[],
  ) {
    super(`AWS's answer to ${operation} lacks ${missing.join(" and ")}`, [
      "An incomplete answer proves nothing, so nothing was done. Run again; if it happens again, please report it.",
    ]);
  }
}

/**
 * The answer, once it has these members. What is inside of a member is asked for in the same way, with the member as the
 * answer.
 * @param operation AWS's name of what was asked
 * @throws IncompleteAnswer when one of them is not there, or is empty
 */
export function complete<A extends object, const K extends keyof A & string>(
  operation: string,
  answer: A,
  ...members: readonly K[]
): With<A, K> {
  const missing = members.filter((member) => isMissing(answer[member]));
  if (missing.length > 0) throw new IncompleteAnswer(operation, missing);
  const whole: unknown = answer;
  return whole as With<A, K>;
}

/** Whether the answer has none of these members, which for a few operations, and only for them, means "there is none". */
export function lacksAll<A extends object>(answer: A, ...members: readonly (keyof A)[]): boolean {
  return members.every((member) => isMissing(answer[member]));
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
