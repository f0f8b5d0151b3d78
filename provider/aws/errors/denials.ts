import { isAws } from "./explained";

/** What AWS calls it when a caller may not read: License Manager has a word of its own. */
const DENIALS = ["AccessDeniedException", "AuthorizationException"];

export function isDenial(thrown: unknown): boolean {
  return DENIALS.some((code) => isAws(thrown, code));
}

/** What was read of that which only explains; undefined where the caller may not read it, which decides nothing. */
export async function unlessDenied<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (thrown) {
    if (isDenial(thrown)) return undefined;
    throw thrown;
  }
}
