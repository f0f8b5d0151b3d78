import { type Claim, resourceName, type Wish } from "../core/claims";
import type { Context } from "../core/context";
import type { Heir } from "../core/ownership";
import type { Aws } from "./aws";
import type { Place } from "./place";

/** Who of this run wants the object of that key in this account, whichever provider it has. */
export async function wantedBy(
  key: string,
  accountId: string,
  context: Context<Aws>,
): Promise<(Heir & { readonly urn: string }) | undefined> {
  const [wish] = await allWanting(key, accountId, context);
  return wish && { ...wish, name: resourceName(wish.urn) };
}

/** All of them, those of this resource's own provider first. */
export async function allWanting(
  key: string,
  accountId: string,
  { claims, cloud }: Context<Aws>,
): Promise<Wish[]> {
  const found: Wish[] = [];
  for (const claim of claims.claimsOf<Place>(key)) {
    // A place whose account cannot be told may be in this one: when in doubt, keep.
    const wantedIn = claim.accountId ?? (await accountOf(claim, cloud)) ?? accountId;
    if (wantedIn === accountId) found.push(claim);
  }
  const elsewhere = claims.wishesElsewhere(key);
  return [...found, ...elsewhere.filter((wish) => (wish.accountId ?? accountId) === accountId)];
}

async function accountOf({ place }: Claim<Place>, cloud: Aws): Promise<string | undefined> {
  return cloud.identity(place).then(
    (identity) => identity.accountId,
    () => undefined,
  );
}
