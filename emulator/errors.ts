import type { Source } from "./behaviours";

/** A refusal as AWS sends it: the protocol in use decides how it is written on the wire. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    /** When to come again, where the refusal says so. */
    readonly retryAfterSeconds?: number,
    /** What the error's shape has beside its message. */
    readonly members?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

/** A body that is not what the operation's types say. Every service words the code of this in its own way. */
export class SerializationError extends Error {
  override readonly name = "SerializationError";
}

/** A refusal a service can make, declared once with the source of our knowledge of it. */
export interface Refusal<Args extends unknown[] = []> {
  (...args: Args): AwsError;
  readonly code: string;
  readonly status: number;
  readonly source: Source;
  readonly what: string;
}

/**
 * Declares a refusal.
 * @param what when AWS refuses so, for the list of behaviours
 */
export function refusal<Args extends unknown[] = []>(declaration: {
  code: string;
  status: number;
  source: Source;
  what: string;
  message: (...args: Args) => string;
  members?: Readonly<Record<string, unknown>>;
}): Refusal<Args> {
  const { code, status, source, what, message, members } = declaration;
  return Object.assign((...args: Args) => new AwsError(code, status, message(...args), undefined, members), {
    code,
    status,
    source,
    what,
  });
}

/** The answer to everything that AWS has and this emulator has not: it names the thing instead of pretending. */
export function notEmulated(thing: string): AwsError {
  return new AwsError("NotEmulatedException", 501, `pulumi-model-access-emulator does not emulate ${thing}`);
}
