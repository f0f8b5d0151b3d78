import { resourceName } from "../core/claims";
import type { Context } from "../core/context";
import type { Aws } from "./aws";
import type { Place } from "./place";

/** The name of the resource of this run that wants the object of that key in this account. */
export async function wantedBy(
  key: string,
  accountId: string,
  context: Context<Aws>,
): Promise<string | undefined> {
  const [urn] = await allWanting(key, accountId, context);
  return urn === undefined ? undefined : resourceName(urn);
}

/** The URNs of all resources of this run that want the object of that key in this account. */
export async function allWanting(
  key: string,
  accountId: string,
  { claims, cloud }: Context<Aws>,
): Promise<string[]> {
  const found: string[] = [];
  for (const { urn, place } of claims.claimsOf<Place>(key)) {
    // A place whose account cannot be told may be in this one: when in doubt, keep.
    const wantedIn = await cloud.identity(place).then(
      (identity) => identity.accountId,
      () => accountId,
    );
    if (wantedIn === accountId) found.push(urn);
  }
  return found;
}
