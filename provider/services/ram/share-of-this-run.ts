import type { Context } from "../../core/context";
import { isUnknown, type Props } from "../../core/props";

/**
 * What the program gives, with the share by its ARN where a preview does not know it only because the share is changed in
 * place: Pulumi's dynamic host then shows none of its outputs. Whoever only refers to it would seem to change as well.
 * A share that is made, or made anew, has another ARN, which stays unknown.
 */
export function withKnownShare(
  news: Props,
  { claims, oldInputs }: Context<unknown, { readonly shareArn?: string }>,
): Props {
  const before = oldInputs?.shareArn;
  if (before === undefined || !isUnknown(news["shareArn"])) return news;
  return claims.isChangedInPlace("CustomModelShare", before) ? { ...news, shareArn: before } : news;
}
