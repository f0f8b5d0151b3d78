import type { Aws } from "../../aws/aws";
import { isAws } from "../../aws/errors/explained";
import { type Context, waitOptions } from "../../core/context";
import { retryWhile, WaitError } from "../../core/wait";

const LIMIT = "ResourceShareLimitExceededException";

/** Of whom AWS knows that somebody has to accept: an account, or a role or user of one. */
export function isInvited(principal: string): boolean {
  return /^\d{12}$|^arn:[^:]+:iam::/.test(principal);
}

/**
 * Does what invites somebody. Of one account 20 invitations may be pending, and one that is accepted makes room for the next: so
 * many that come in one run come one after the other.
 * @param invites whether the call can send an invitation; of any other limit nothing changes while we wait
 */
export async function whenThereIsRoom<T>(
  what: string,
  call: () => Promise<T>,
  invites: boolean,
  withinSeconds: number,
  context: Context<Aws>,
): Promise<T> {
  if (!invites) return call();
  const isFull = (thrown: unknown): boolean => isAws(thrown, LIMIT);
  try {
    return await retryWhile(
      `${what} to be allowed to send invitations`,
      call,
      isFull,
      withinSeconds,
      waitOptions(context),
    );
  } catch (thrown) {
    if (!(thrown instanceof WaitError) || thrown.reason !== "timeout") throw thrown;
    throw thrown.advising(...NEXT);
  }
}

const NEXT = [
  "Of one account 20 invitations may be pending: those who are invited have to accept, or be taken out again.",
  "Where this program accepts them, give it room: --parallel above the number of its shares, or run it again, which goes on.",
];
