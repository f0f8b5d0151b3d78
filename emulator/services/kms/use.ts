import type { Call } from "../../operation";

/**
 * Whose key somebody means by an ARN, a key's id, an alias or its ARN; undefined when there is none in that Region. A
 * name without an account is one of the caller's own.
 */
export function resolveKey(
  id: string,
  { account, region, world }: Pick<Call, "account" | "region" | "world">,
): string | undefined {
  const own = `arn:aws:kms:${region}:${account}:`;
  const arn = id.startsWith("arn:") ? id : own + (id.startsWith("alias/") ? id : `key/${id}`);
  const [, , , itsRegion, itsOwner, resource = ""] = arn.split(":");
  if (itsRegion !== region) return undefined;
  if (resource.startsWith("key/")) return world.keys[arn] && arn;
  const prefix = `arn:aws:kms:${region}:${itsOwner}:key/`;
  const isNamed = ([key, { aliases }]: [string, { aliases: string[] }]): boolean =>
    key.startsWith(prefix) && aliases.includes(resource);
  return Object.entries(world.keys).find(isNamed)?.[0];
}
