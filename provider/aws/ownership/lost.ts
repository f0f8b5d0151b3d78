import type { Context } from "../../core/context";
import type { Aws } from "../aws";
import { bearsUrn, type Marked } from "./marks";

/** What AWS shows, and whose mark it bears. */
interface Made {
  readonly arn: string;
  readonly mark: string | undefined;
}

/**
 * Whether a run that was killed may have made that for this resource under another name, which the program gave it then: no state
 * that this run knows has it, and nothing that is looked for by its name finds it.
 */
export function isPerhapsLost({ arn, mark }: Made, { claims, urn }: Context<Aws>): boolean {
  return bearsUrn(mark, urn) && claims.remembered<Marked>(arn)?.urn !== urn;
}

/**
 * What is told of it. It is not deleted: the same stack in another backend has the same mark.
 * @param what such as "custom model"
 * @param byHand the command that deletes it
 */
export function lostMessage(what: string, arn: string, byHand: string): string {
  const told = `the ${what} ${arn} has this resource's mark, but another name: a run that was killed may have begun it`;
  return `${told}\n  Unless another state has it: ${byHand}`;
}
