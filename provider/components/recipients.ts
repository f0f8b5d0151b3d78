import type { Provider } from "../program/provider";

/**
 * The recipients that a component was given, by account id. What is read from configuration may be anything.
 * @param name the component's, for messages
 * @throws Error that names the path where an account id has not 12 digits, or an account has no provider
 */
export function recipientsOf<R extends { readonly provider: Provider }>(
  name: string,
  recipients: Readonly<Record<string, R>>,
): [accountId: string, recipient: R][] {
  const all = Object.entries(requireObject(`${name}: recipients`, recipients));
  for (const [accountId, recipient] of all) {
    const path = `${name}: recipients["${accountId}"]`;
    if (!/^\d{12}$/.test(accountId)) throw new Error(`${path}: must be an account id of 12 digits`);
    // Without one, the component's own would be called, which is the owner's.
    requireObject(`${path}.provider`, requireObject(path, recipient).provider);
  }
  return all;
}

/** @throws Error where it is none; of what is null in a file, nothing was said */
export function requireObject<T extends object>(path: string, value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error(`${path}: is required`);
  if (typeof value !== "object") throw new Error(`${path}: must be an object`);
  return value;
}
