import type { Call } from "../../operation/operation";
import { deletedGrants } from "./assumptions";
import { everyGrant, type Grant, memberGrants, receivedBy, statusOf, versionOf } from "./grants";
import { isHome } from "./licenses";
import { refusals } from "./refusals";

/** A grant from the caller or for it. */
export function findGrant(arn: string, call: Call): Grant {
  const given = everyGrant(call).filter(({ grantor }) => grantor === call.account);
  const all = [
    ...given,
    ...given.flatMap((one) => memberGrants(one, call)),
    ...receivedBy(call.account, call),
  ];
  const found = isHome(call) ? all.find((one) => one.arn === arn) : undefined;
  const isGone = found && deletedGrants.is("gone", call) && statusOf(found, call) === "DELETED";
  if (!found || isGone) throw refusals.noSuchGrant(arn);
  return found;
}

/** Whether a grant is for the caller, and not from it. */
export function isGrantee({ grantor }: Grant, { account }: Call): boolean {
  return grantor !== account;
}

export function requireVersion(given: string | undefined, grant: Grant, call: Call): void {
  if (given !== undefined && given !== versionOf(grant, call)) throw refusals.staleVersion(given);
}

/** Those of a listing: what is over may be left out. */
export function listed(grants: readonly Grant[], call: Call): Grant[] {
  if (!isHome(call)) return [];
  const areHidden = deletedGrants.is("hidden", call) || deletedGrants.is("gone", call);
  return grants.filter((one) => !areHidden || statusOf(one, call) !== "DELETED");
}
