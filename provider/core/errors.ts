import type { Props } from "./props";

/** A message for people: a short first line, then details, which are printed indented by two. */
export class ModelAccessError extends Error {
  override readonly name: string = "ModelAccessError";

  constructor(
    readonly summary: string,
    readonly details: readonly string[] = [],
    /** Whether the first line says already what we were doing, to which thing. */
    readonly situated = false,
  ) {
    super(
      [summary, ...details.flatMap((detail) => detail.split("\n")).map((line) => `  ${line}`)].join("\n"),
    );
  }

  /** The same error with what we were doing in front, unless it says that already. */
  while(doing: string): ModelAccessError {
    return this.situated ? this : new ModelAccessError(`${doing}: ${this.summary}`, this.details, true);
  }

  /** The same error, which says besides what to do next. */
  advising(...next: readonly string[]): ModelAccessError {
    return new ModelAccessError(this.summary, [...this.details, ...next], this.situated);
  }
}

/**
 * The object exists, but is not what was asked for (a wait that ended, a status that is not healthy). It keeps the id
 * and the state, so that the next run goes on from there and nothing is lost.
 */
export class UnfinishedError extends ModelAccessError {
  override readonly name = "UnfinishedError";

  constructor(
    readonly id: string,
    readonly state: Props,
    { summary, details }: ModelAccessError,
  ) {
    super(summary, details, true);
  }
}

/** What whoever was interrupted is told. */
export const RESUMES =
  "The run was interrupted. The next `pulumi up` goes on from here; after a destroy, `pulumi up --refresh` or `pulumi destroy`.";

/** The run was interrupted before something was asked of the cloud, or before it could be asked again. */
export class CancelledError extends ModelAccessError {
  override readonly name = "CancelledError";

  constructor() {
    super("cancelled before it was done", [RESUMES]);
  }
}

/** What was there when we looked the last time is not shown any more, and only a refresh may say that it is gone. */
export function perhapsDeleted(error: ModelAccessError): ModelAccessError {
  return error.advising(
    "If somebody has deleted it: `pulumi refresh` notices, and the next `pulumi up` makes another.",
  );
}

/** What somebody has given, as a message repeats it: a slip may be of any length. */
export function clipped(given: string): string {
  return given.length > LONGEST_QUOTE ? `${given.slice(0, LONGEST_QUOTE)}…` : given;
}

const LONGEST_QUOTE = 200;

/** The text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  // A host of several addresses, none of which answers.
  if (thrown instanceof AggregateError && thrown.message === "")
    return (thrown.errors as unknown[]).map(messageOf).join("; ");
  return thrown instanceof Error ? thrown.message : String(thrown);
}
