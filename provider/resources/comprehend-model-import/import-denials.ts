import { isAws } from "../../aws/errors/explained";

/** A policy or a role that was made a moment ago may still be unknown to some of AWS's servers. */
export const DENIED_FOR_SECONDS = 2 * 60;
/** By this code AWS also says what will never be otherwise, in words that decide nothing. */
const INVALID_FOR_SECONDS = 30;

/** How AWS may refuse the import of another account's model. Nobody has seen which of these codes it uses. */
export const NOT_FOUND = "ResourceNotFoundException";
const DENIED = "AccessDeniedException";
const INVALID = "InvalidRequestException";

interface Import {
  /** Whether the source is another account's. */
  readonly isForeign: boolean;
  readonly hasRole: boolean;
}

/**
 * Tells of each refusal of one import whether time may help.
 * @param now monotonic seconds
 */
export function patience(
  { isForeign, hasRole }: Import,
  now: () => number = () => performance.now() / 1000,
): (thrown: unknown) => boolean {
  const began = now();
  return (thrown) => {
    if (!isForeign && !hasRole) return false;
    if (isAws(thrown, INVALID)) return now() - began < INVALID_FOR_SECONDS;
    return isAws(thrown, DENIED) || (isForeign && isAws(thrown, NOT_FOUND));
  };
}
