import type { Props } from "../core/props";

/** The key of what is no plain value to Pulumi. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** What stands there of a secret. */
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** How Pulumi tells a secret apart, on its wire (beside `value`) and in files that people may edit (beside `plaintext`). */
export const SECRET_MARK = { [SIGNATURE]: SECRET } as const;

/** Properties with those marked that nobody may see, as they go over the wire. */
export function withSecrets(props: Props, names: readonly string[]): Props {
  const marked = Object.entries(props).map(([name, value]) => [
    name,
    names.includes(name) ? { ...SECRET_MARK, value } : value,
  ]);
  return Object.fromEntries(marked) as Props;
}
