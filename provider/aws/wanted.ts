import { type Claim, resourceName } from "../core/claims";
import type { Context } from "../core/context";
import type { Heir } from "../core/ownership";
import type { Aws } from "./aws";
import type { Place } from "./place";

/** Who of this run wants the object of that key in this account, whichever provider it has. */
export async function wantedBy(
  key: string,
  accountId: string,
  { claims, cloud }: Context<Aws>,
): Promise<(Heir & { readonly urn: string }) | undefined> {
  for (const claim of claims.claimsOf<Place>(key)) {
    // A place whose account cannot be told may be in this one: when in doubt, keep.
    const wantedIn = claim.accountId ?? (await accountOf(claim, cloud)) ?? accountId;
    if (wantedIn === accountId) return { ...claim, name: resourceName(claim.urn) };
  }
  const elsewhere = claims.wishesElsewhere(key).find((claim) => (claim.accountId ?? accountId) === accountId);
  return elsewhere && { ...elsewhere, name: resourceName(elsewhere.urn) };
}

async function accountOf({ place }: Claim<Place>, cloud: Aws): Promise<string | undefined> {
  return cloud.identity(place).then(
    (identity) => identity.accountId,
    () => undefined,
  );
}
