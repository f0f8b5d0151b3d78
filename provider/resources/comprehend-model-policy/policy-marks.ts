import { firstMark, type Marked } from "../../aws/ownership/marks";
import { digest } from "../../core/digest";
import type { Mark } from "../../core/ownership";

/**
 * A policy has no tags. What says whose it is are the Sids of its statements, which grant nothing: those that the program
 * leaves out are made of the resource and the model, and nobody is shown them. Where AWS leaves them out or writes others,
 * and where the program gives every one, our state alone knows.
 */
const PREFIX = "PulumiModelAccess";
const MARK = new RegExp(`^${PREFIX}([0-9a-f]{32})\\d+$`);

interface Markable extends Marked {
  readonly resourceArn: string;
}

/** The mark of a policy. A policy that somebody copies to another model is not ours by its Sids. */
export function markOf(urnMark: string, resourceArn: string): string {
  return digest(`${urnMark} ${resourceArn}`);
}

/** The Sid of a statement that has none of the program's. */
export function sidOf(mark: string, number: number): string {
  return `${PREFIX}${mark}${number}`;
}

export function isMark(sid: unknown): boolean {
  return typeof sid === "string" && MARK.test(sid);
}

/** The mark that these statements bear, as AWS shows them; none where they bear several. */
export function markIn(statements: readonly unknown[]): string | undefined {
  const marks = statements.flatMap((one) => MARK.exec(String((one as { Sid?: unknown }).Sid))?.[1] ?? []);
  return new Set(marks).size === 1 ? marks[0] : undefined;
}

/** What a mark says to a resource; in its state `__mark` is made of the name that it was put under. */
export function judgedPolicy(
  mark: string | undefined,
  { urn, __mark = firstMark(urn), resourceArn }: Markable,
): Mark {
  if (mark === undefined) return "none";
  // The first mark is ours as well where the policy was handed over to us.
  const ours = [__mark, firstMark(urn)].map((urnMark) => markOf(urnMark, resourceArn));
  return ours.includes(mark) ? "ours" : "others";
}
