/** What every command ends with. */
export const EXIT = { fine: 0, couldNotLook: 1, wrongUsage: 2, differs: 7 } as const;

/** The command was called in a way that makes no sense. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
