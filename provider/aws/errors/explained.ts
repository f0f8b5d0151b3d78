import { messageOf, ModelAccessError } from "../../core/errors";
import { advised } from "../../core/wait";
import { adviceFor, catalogue } from "./catalogue";

/** Whether AWS answered with this error code. Typed and untyped errors carry it in their name. */
export function isAws(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && thrown.name === code;
}

/**
 * Runs something that calls AWS; a failure then says what we were doing, what AWS said, and what to do next.
 * @param what a gerund and the thing: "reading Bedrock model agreement (x)"
 */
export async function doing<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw explained(advised(thrown), what).while(what);
  }
}

/**
 * What AWS said, and what to do next. The SDK's error is not kept as a cause: it carries the request, which does not
 * belong into anybody's log.
 * @param what what we were doing, which tells some troubles apart
 */
export function explained(thrown: unknown, what = ""): ModelAccessError {
  if (thrown instanceof ModelAccessError) return thrown;
  const trouble = isOfTheProxy(thrown)
    ? catalogue.proxyRefuses
    : isUnreadable(thrown)
      ? catalogue.unreadable
      : undefined;
  if (trouble) return new ModelAccessError(trouble.says, trouble.next);
  const code =
    thrown instanceof Error && !["Error", "AggregateError"].includes(thrown.name) ? `${thrown.name}: ` : "";
  return new ModelAccessError(`${code}${wordsOf(thrown)}`, adviceFor(thrown, what));
}

/** Some of AWS's denials have no text; the SDK makes "UnknownError" of that. */
function wordsOf(thrown: unknown): string {
  const words = messageOf(thrown);
  return words === "" || words === "UnknownError" ? "AWS gives no reason" : words;
}

/** AWS never answers so. */
function isOfTheProxy(thrown: unknown): boolean {
  const { $metadata } = (thrown ?? {}) as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode === 407;
}

/** The SDK reports a body it cannot read as the parser's own error, with the response attached and no verdict of AWS. */
function isUnreadable(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || "$fault" in thrown) return false;
  return "$response" in thrown || "$responseBodyText" in thrown;
}
