import type { Props } from "./props";

/** A message for people: a short first line, then details, which hosts print indented by two. */
export class ModelAccessError extends Error {
  override readonly name: string = "ModelAccessError";

  constructor(summary: string, details: readonly string[] = [], options?: ErrorOptions) {
    super([summary, ...details.flatMap((detail) => detail.split("\n")).map((line) => `  ${line}`)].join("\n"), options);
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
    cause: Error,
  ) {
    super(cause.message, [], { cause });
  }
}

/** The text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
