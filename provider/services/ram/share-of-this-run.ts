import type { Claims } from "../../core/claims";
import { isUnknown, type Props } from "../../core/props";

/**
 * What the program gives, with the share by its ARN where a preview does not know it only because the share is changed in
 * place: Pulumi's dynamic host then shows none of its outputs. Whoever only refers to it would seem to change as well.
 * A share that is made, or made anew, has another ARN, which stays unknown.
 * @param olds what the last check gave, where there was one
 */
export function withKnownShare(
  news: Props,
  olds: { readonly shareArn?: string } | undefined,
  claims: Claims,
): Props {
  const before = olds?.shareArn;
  if (before === undefined || !isUnknown(news["shareArn"])) return news;
  return claims.isChangedInPlace("CustomModelShare", before) ? { ...news, shareArn: before } : news;
}
