import type {
  DeserializeHandler,
  HandlerExecutionContext,
  InitializeHandler,
  MetadataBearer,
  MiddlewareStack,
} from "@smithy/types";

import { CancelledError } from "../../core/errors";
import type { Limitable } from "./limit";

/** Operations that change nothing. */
const READS = /^(Get|List|Describe|Search)/;

/** How long an answer is waited for that only tells something, once the run is cancelled. */
const LAST_ANSWER_MS = 500;

/** What has become of one request so far. */
interface Sent {
  /** The attempt that AWS has not answered yet. */
  attempt?: Promise<unknown> | undefined;
  /** How the last attempt has failed. */
  failure?: Error;
}

/**
 * Makes the requests of a client end with the run. Once that is cancelled, nothing is asked that changes anything, and nothing
 * is repeated. What AWS has been asked already it is heard about: what it makes must not be lost.
 */
export function interruptible<C extends Limitable>(client: C, signal: AbortSignal): C {
  const stack = client.middlewareStack as MiddlewareStack<object, MetadataBearer>;
  const requests = new WeakMap<HandlerExecutionContext, Sent>();
  const isRefused = (context: HandlerExecutionContext): boolean => signal.aborted && !isRead(context);

  stack.add(
    (next: InitializeHandler<object, MetadataBearer>, context) => async (request) => {
      if (isRefused(context)) throw new CancelledError();
      const sent: Sent = {};
      requests.set(context, sent);
      return untilInterrupted(() => next(request), sent, isRead(context), signal);
    },
    { step: "initialize", name: "interruption" },
  );
  stack.add(
    (next: DeserializeHandler<object, MetadataBearer>, context) => async (request) => {
      if (isRefused(context)) throw new CancelledError();
      const sent = requests.get(context) ?? {};
      const attempt = next(request);
      sent.attempt = attempt;
      try {
        return await attempt;
      } catch (thrown) {
        sent.failure = thrown as Error;
        throw thrown;
      } finally {
        sent.attempt = undefined;
      }
    },
    { step: "deserialize", name: "attempts", priority: "high" },
  );
  return client;
}

function isRead({ commandName = "" }: HandlerExecutionContext): boolean {
  return READS.test(commandName);
}

async function untilInterrupted<T>(
  ask: () => Promise<T>,
  sent: Sent,
  isReading: boolean,
  signal: AbortSignal,
): Promise<T> {
  let end = (): void => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    end = () => reject((isReading ? undefined : sent.failure) ?? new CancelledError());
  });
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    if (isReading) timer = setTimeout(end, LAST_ANSWER_MS);
    else if (sent.attempt) sent.attempt.catch(end);
    else end();
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort);
  try {
    return await Promise.race([ask(), interrupted]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}
