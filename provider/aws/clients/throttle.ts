import type { AdaptiveRetryStrategy, StandardRetryStrategy } from "@smithy/core/retry";

import type { AwsConfig } from "../config/config";
import { retrySdk } from "./sdk";

/** How a client repeats what AWS was too busy for. */
type RetryStrategy = AdaptiveRetryStrategy | StandardRetryStrategy;

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
    return { repeating: new StandardRetryStrategy(attempts), once: new StandardRetryStrategy(1) };
  }
  const rateLimiter = new DefaultRateLimiter();
  return {
    repeating: new AdaptiveRetryStrategy(attempts, { rateLimiter }),
    once: new AdaptiveRetryStrategy(1, { rateLimiter }),
  };
}
