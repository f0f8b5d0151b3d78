import type { DefaultRateLimiter } from "@smithy/core/retry";
import type { HttpHandlerOptions, RetryErrorInfo, RetryStrategyV2, RetryToken } from "@smithy/types";

import type { AwsConfig } from "../config/config";
import { retrySdk } from "./sdk";
import { isRefusal } from "./send-once";

/** What all clients of one account and Region share, whatever service they call: the pace of all, once AWS has throttled one. */
export interface Throttle {
  /** Repeats as often as is allowed. */
  readonly repeating: RetryStrategy;
  /** Repeats nothing that AWS may have looked at, and keeps the pace all the same. */
  readonly once: RetryStrategy;
}

/** How something is asked for that is only worth knowing. */
export interface Asking extends HttpHandlerOptions {
  /** Whether a request is repeated. */
  readonly kind: keyof Throttle;
}

/** @param attempts how often to send at most, the first time included */
export function newThrottle(
  { retryMode = "adaptive" }: Pick<AwsConfig, "retryMode">,
  attempts: number,
): Throttle {
  const { AdaptiveRetryStrategy, DefaultRateLimiter, StandardRetryStrategy } = retrySdk();
  if (retryMode === "standard") {
    const standard = (most: number) =>
      new RetryStrategy("standard", most, (attempts) => new StandardRetryStrategy(attempts));
    return { repeating: standard(attempts), once: standard(1) };
  }
  const rateLimiter = new DefaultRateLimiter();
  const adaptive = (most: number) =>
    new RetryStrategy(
      "adaptive",
      most,
      (attempts) => new AdaptiveRetryStrategy(attempts, { rateLimiter }),
      rateLimiter,
    );
  return { repeating: adaptive(attempts), once: adaptive(1) };
}

/**
 * How a client repeats what AWS was too busy for: each request as often as is allowed, whatever becomes of the others. Out of the
 * SDK's one budget for all, some dozens of resources that are throttled at once use up what there is, and the others fail.
 */
class RetryStrategy implements RetryStrategyV2 {
  readonly #ofRequests = new WeakMap<RetryToken, RetryStrategyV2>();

  constructor(
    readonly mode: "adaptive" | "standard",
    private readonly attempts: number,
    private readonly make: (attempts: number) => RetryStrategyV2,
    readonly rateLimiter?: DefaultRateLimiter,
  ) {}

  async acquireInitialRetryToken(scope: string): Promise<RetryToken> {
    const strategy = this.make(this.attempts);
    return this.#kept(await strategy.acquireInitialRetryToken(scope), strategy);
  }

  async refreshRetryTokenForRetry(token: RetryToken, failure: RetryErrorInfo): Promise<RetryToken> {
    // A signature that is too old is refused unread. The client has learned AWS's time from that, and may ask a second time.
    const { error } = failure;
    const isTimeLearned =
      error !== undefined && isRefusal(error) && retrySdk().isClockSkewCorrectedError(error);
    const strategy = isTimeLearned ? this.make(Math.max(this.attempts, 2)) : this.#of(token);
    return this.#kept(await strategy.refreshRetryTokenForRetry(token, failure), strategy);
  }

  recordSuccess(token: RetryToken): void {
    this.#of(token).recordSuccess(token);
  }

  #of(token: RetryToken): RetryStrategyV2 {
    return this.#ofRequests.get(token) ?? this.make(this.attempts);
  }

  #kept(token: RetryToken, strategy: RetryStrategyV2): RetryToken {
    this.#ofRequests.set(token, strategy);
    return token;
  }
}
