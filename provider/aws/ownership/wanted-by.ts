import type { Claim, Wish } from "../../core/claims";
import { resourceName } from "../../core/urn";
import type { Context } from "../../core/context";
import type { Heir } from "../../core/ownership";
import type { Aws } from "../aws";
import { type RegionAndRole, roleAccount } from "../region-and-role";

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
  for (const claim of claims.claimsOf<RegionAndRole>(key)) {
    // A place whose account cannot be told may be in this one: when in doubt, keep.
    const wantedIn = claim.accountId ?? (await accountOf(claim, cloud)) ?? accountId;
    if (wantedIn === accountId) found.push(claim);
  }
  const elsewhere = claims.wishesElsewhere(key);
  return [...found, ...elsewhere.filter((wish) => (wish.accountId ?? accountId) === accountId)];
}

/**
 * Claims the object of that key, which only one resource can make.
 * @param owner the account, where the object's name tells it
 * @returns another one of this run that surely claims the same, as far as can be told without a call
 */
export async function rivalFor(
  key: string,
  place: RegionAndRole,
  urn: string,
  { claims, cloud }: Context<Aws>,
  owner?: string,
): Promise<string | undefined> {
  const accountId = owner ?? (await knownAccountOf(place, cloud));
  claims.claim(key, { urn, place, accountId });
  const who = JSON.stringify(place.assumeRole ?? null);
  // Who is the same in one provider is in one account, whichever that is.
  const isSurelyHere = (claim: Claim<RegionAndRole>): boolean =>
    JSON.stringify(claim.place.assumeRole ?? null) === who || isIn(claim);
  const isIn = (wish: Wish): boolean => accountId !== undefined && wish.accountId === accountId;
  const rivals = [
    ...claims.claimsOf<RegionAndRole>(key).filter(isSurelyHere),
    ...claims.wishesElsewhere(key).filter(isIn),
  ];
  const rival = rivals.find((other) => other.urn !== urn);
  return rival && resourceName(rival.urn);
}

/** The account that calls, where the configuration says it, or AWS has said it already. */
async function knownAccountOf(place: RegionAndRole, cloud: Aws): Promise<string | undefined> {
  const { assumeRoles, allowedAccountIds = [] } = cloud.config;
  const role = roleAccount(place.assumeRole ?? assumeRoles.at(-1));
  return (
    role ??
    (await cloud.knownAccount(place)) ??
    (allowedAccountIds.length === 1 ? allowedAccountIds[0] : undefined)
  );
}

async function accountOf({ place }: Claim<RegionAndRole>, cloud: Aws): Promise<string | undefined> {
  return cloud.identity(place).then(
    (identity) => identity.accountId,
    () => undefined,
  );
}
