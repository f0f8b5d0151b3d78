import type { Source } from "./behaviours";

/** A refusal as AWS sends it: the protocol in use decides how it is written on the wire. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  /** The declared refusal that it is, if it is one, told by identity. */
  readonly refusal: object | undefined;
  /** When to come again, where the refusal says so. */
  readonly retryAfterSeconds: number | undefined;
  /** What the error's shape has beside its message. */
  readonly members: Readonly<Record<string, unknown>> | undefined;

  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    more: Pick<Partial<AwsError>, "refusal" | "retryAfterSeconds" | "members"> = {},
  ) {
    super(message);
    this.refusal = more.refusal;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.members = more.members;
  }

  /** The same refusal in another code or with another text. */
  as(...changes: readonly Partial<Pick<AwsError, "code" | "status" | "message">>[]): AwsError {
    const { code, status, message } = Object.assign(
      { code: this.code, status: this.status, message: this.message },
      ...changes,
    ) as AwsError;
    return new AwsError(code, status, message, this);
  }
}

/** A body that is not what the operation's types say. Every service words the code of this in its own way. */
export class SerializationError extends Error {
  override readonly name = "SerializationError";
}

/** What is wrong with who calls. */
export type AuthProblem = "missing" | "incomplete" | "invalid" | "expired" | "signature" | "denied";

/** Somebody who is not who he says, or may not do what he wants. Every protocol has codes of its own for it. */
export class AuthorizationError extends Error {
  constructor(
    readonly problem: AuthProblem,
    readonly detail?: string,
  ) {
    super(detail ?? problem);
  }
}

/** A refusal a service can make, declared once with the source of our knowledge of it. */
export interface Refusal<Args extends unknown[] = []> {
  (...args: Args): AwsError;
  readonly code: string;
  readonly status: number;
  readonly source: Source;
  readonly what: string;
  /** Codes that AWS may use just as well, with their statuses. */
  readonly otherCodes: Readonly<Record<string, number>>;
  /** Whether the text is AWS's own, as somebody has seen it; else it is ours. */
  readonly isQuoted: boolean;
}

/** Declares a refusal. */
export function refusal<Args extends unknown[] = []>(declaration: {
  code: string;
  status: number;
  source: Source;
  /** When AWS refuses so, for the list of behaviours. */
  what: string;
  message: (...args: Args) => string;
  members?: Readonly<Record<string, unknown>>;
  /** What the code may be just as well, each with its status; for a code that is assumed. @default none */
  or?: Readonly<Record<string, number>>;
  /** Whether the text is AWS's own. @default as far as somebody has seen the refusal itself */
  quoted?: boolean;
}): Refusal<Args> {
  const { code, status, source, what, message, members } = declaration;
  const isQuoted = declaration.quoted ?? ["recorded", "community", "community-single"].includes(source);
  const facts = { code, status, source, what, otherCodes: declaration.or ?? {}, isQuoted };
  const refuse = (...args: Args): AwsError =>
    new AwsError(code, status, message(...args), { refusal: refused, ...(members && { members }) });
  const refused: Refusal<Args> = Object.assign(refuse, facts);
  return refused;
}

/** The answer to everything that AWS has and this emulator has not: it names the thing instead of pretending. */
export function notEmulated(thing: string): AwsError {
  return new AwsError("NotEmulatedException", 501, `pulumi-model-access-emulator does not emulate ${thing}`);
}
