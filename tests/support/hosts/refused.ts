import type { Emulator } from "../emulator/emulated";
import { configFor, Host, Refused } from "./host";

/** Why the inputs of a resource are refused at preview; nothing where they are not. */
export async function reasonsFor(
  emulator: Pick<Emulator, "url">,
  kind: string,
  args: object,
  config: Record<string, string> = {},
): Promise<string[]> {
  const host = await Host.start({ ...configFor(emulator), ...config });
  const refused: unknown = await host
    .resource(kind)
    .check({ ...args })
    .then(
      () => [],
      (error: unknown) => error,
    );
  if (refused instanceof Refused) return refused.reasons;
  if (Array.isArray(refused)) return [];
  throw refused;
}
