import type { ResourceShareAssociation } from "@aws-sdk/client-ram";

import type { Aws } from "../../aws/aws";
import { type RegionAndRole, regionAndRoleOf } from "../../aws/region-and-role";
import { looksAt, wholeShare } from "./looks";
import { associationsBy, isGone, type LiveShare, liveShare, permissionsByShare, sharesBy } from "./shares";

type Snapshot = ReadonlyMap<string, LiveShare>;

const QUESTION = "shares";

/**
 * The share as this run sees it first: RAM answers for all shares at once, so a refresh of many costs pages and not
 * calls. What that listing does not show is asked for by itself, since listings lag: undefined when AWS shows none of that
 * ARN that is not deleted.
 */
export async function shareAtFirstSight(
  aws: Aws,
  place: RegionAndRole,
  arn: string,
): Promise<LiveShare | undefined> {
  const shares = await sharesAtFirstSight(aws, place);
  const share = shares.get(arn) ?? (await wholeShare(looksAt(aws, place), arn));
  return share === "GONE" ? undefined : share;
}

/** All shares of the account as this run sees them first, by their ARNs; those that are deleted are left out. */
export function sharesAtFirstSight(aws: Aws, place: RegionAndRole): Promise<Snapshot> {
  return aws.cached(QUESTION, regionAndRoleOf(place), () => take(aws, place));
}

/** What this run has seen is no longer so: it is about to change something. */
export function forgetShares(aws: Aws): void {
  aws.forget(QUESTION);
}

async function take(aws: Aws, place: RegionAndRole): Promise<Snapshot> {
  const client = aws.ram(place);
  const [shares, principals, resources, permissions] = await Promise.all([
    sharesBy(client, {}),
    associationsBy(client, "PRINCIPAL"),
    associationsBy(client, "RESOURCE"),
    permissionsByShare(client),
  ]);
  const associations = new Map<string, ResourceShareAssociation[]>();
  for (const association of [...principals, ...resources]) {
    const arn = association.resourceShareArn ?? "";
    associations.set(arn, [...(associations.get(arn) ?? []), association]);
  }
  const snapshot = new Map<string, LiveShare>();
  for (const share of shares.filter((one) => !isGone(one))) {
    const arn = share.resourceShareArn ?? "";
    const permissionArns = permissions.get(arn);
    // A share has a permission. Where none is listed, the listing lags, and the share is asked for by itself.
    if (permissionArns) snapshot.set(arn, liveShare(share, associations.get(arn) ?? [], permissionArns));
  }
  return snapshot;
}
