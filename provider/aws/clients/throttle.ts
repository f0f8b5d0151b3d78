import type { AdaptiveRetryStrategy, StandardRetryStrategy } from "@smithy/core/retry";

import type { AwsConfig } from "../config/config";
import { retrySdk } from "./sdk";

/** How a client repeats what AWS was too busy for. */
type RetryStrategy = AdaptiveRetryStrategy | StandardForEach;

/**
 * What all clients of one account and Region share, whatever service they call: the budget that retries are taken from,
 * and, once AWS has throttled one of them, the pace of all.
 */
export interface Throttle {
  /** Repeats within the budget. */
  readonly repeating: RetryStrategy;
  /** Repeats nothing, and keeps the pace all the same. */
  readonly once: RetryStrategy;
}

/** @param attempts how often to send at most, the first time included */
export function newThrottle(
  { retryMode = "adaptive" }: Pick<AwsConfig, "retryMode">,
  attempts: number,
): Throttle {
  const { AdaptiveRetryStrategy, DefaultRateLimiter, StandardRetryStrategy } = retrySdk();
  if (retryMode === "standard") {
    const standard = (most: number) => new StandardForEach(() => new StandardRetryStrategy(most));
    return { repeating: standard(attempts), once: standard(1) };
  }
  const rateLimiter = new DefaultRateLimiter();
  return {
    repeating: new AdaptiveRetryStrategy(attempts, { rateLimiter }),
    once: new AdaptiveRetryStrategy(1, { rateLimiter }),
  };
}

type Token = Awaited<ReturnType<StandardRetryStrategy["acquireInitialRetryToken"]>>;

/**
 * Repeats each request as often as is allowed, whatever becomes of the others. Out of the SDK's one budget for all, some dozens
 * of resources that are throttled at once would use up what there is, and most of them would fail.
 */
class StandardForEach {
  readonly mode = "standard";
  readonly #strategies = new WeakMap<Token, StandardRetryStrategy>();

  constructor(private readonly make: () => StandardRetryStrategy) {}

  async acquireInitialRetryToken(scope: string): Promise<Token> {
    const strategy = this.make();
    return this.#kept(strategy, await strategy.acquireInitialRetryToken(scope));
  }

  async refreshRetryTokenForRetry(
    token: Token,
    error: Parameters<StandardRetryStrategy["refreshRetryTokenForRetry"]>[1],
  ): Promise<Token> {
    const strategy = this.#strategies.get(token) ?? this.make();
    return this.#kept(strategy, await strategy.refreshRetryTokenForRetry(token, error));
  }

  recordSuccess(): void {
    // The budget ends with the request.
  }

  #kept(strategy: StandardRetryStrategy, token: Token): Token {
    this.#strategies.set(token, strategy);
    return token;
  }
}
