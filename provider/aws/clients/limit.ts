import type {
  FinalizeHandler,
  FinalizeHandlerArguments,
  MetadataBearer,
  MiddlewareStack,
} from "@smithy/types";
import type { RateLimiter } from "limiter";

import { limiterLibrary } from "./sdk";

/** A client of the SDK, of whichever service. */
export interface Limitable {
  readonly middlewareStack: object;
}

/** Spreads requests evenly: one at a time, at the given pace. */
export function limiterFor(requestsPerSecond: number | undefined): RateLimiter | undefined {
  if (requestsPerSecond === undefined) return undefined;
  return new (limiterLibrary().RateLimiter)({ tokensPerInterval: 1, interval: 1000 / requestsPerSecond });
}

/** Makes each attempt of a client wait for its turn, retries like first attempts. */
export function limited<C extends Limitable>(client: C, limiter: RateLimiter | undefined): C {
  if (!limiter) return client;
  // The types of a client's inputs and outputs play no part here.
  const stack = client.middlewareStack as MiddlewareStack<object, MetadataBearer>;
  stack.addRelativeTo(
    (next: FinalizeHandler<object, MetadataBearer>) => async (request: FinalizeHandlerArguments<object>) => {
      await limiter.removeTokens(1);
      return next(request);
    },
    { name: "requestsPerSecond", relation: "after", toMiddleware: "retryMiddleware" },
  );
  return client;
}
