import type { Call } from "../../operation/operation";
import { ramArn, requireArn } from "./arns";
import { type Emulated, onTheWire, passed, type Share, shareTable } from "./records";
import { refusals } from "./refusals";

export const STATUSES = ["PENDING", "ACTIVE", "FAILED", "DELETING", "DELETED"] as const;

export function statusOf(share: Share, emulated: Emulated): string {
  if (share.forced) return share.forced.status;
  const { activeAfterSeconds, deletedAfterSeconds } = emulated.world.timing.sharing;
  if (share.deletedAt !== undefined) {
    return passed(share.deletedAt, deletedAfterSeconds, emulated) ? "DELETED" : "DELETING";
  }
  return passed(share.createdAt, activeAfterSeconds, emulated) ? "ACTIVE" : "PENDING";
}

/** The shares an account owns in a Region, those among them that were deleted a while ago. */
export function ownShares(call: Emulated & Pick<Call, "account" | "region">): Share[] {
  const { foundAfterSeconds } = call.world.timing.sharing;
  return [...shareTable(call.store).values()].filter(
    (share) =>
      isRemembered(share, call) &&
      share.owner === call.account &&
      share.region === call.region &&
      passed(share.createdAt, foundAfterSeconds, call),
  );
}

/** A share of the caller's own, which a read finds only after a moment. */
export function findOwnShare(shareArn: string, call: Call): Share {
  requireArn("resource-share", shareArn);
  const share = ownShares(call).find(({ arn }) => arn === shareArn);
  if (!share) throw refusals.unknownShare(shareArn);
  return share;
}

/** A share of the caller's own that can be changed now. A change finds it at once, but wants it ACTIVE. */
export function changeableShare(shareArn: string, call: Call): Share {
  const share = existingShare(shareArn, call);
  if (featureSetOf(share, call) !== "STANDARD") throw refusals.fromPolicy(shareArn);
  if (statusOf(share, call) !== "ACTIVE") throw refusals.wrongState(shareArn, statusOf(share, call));
  return share;
}

/** A share of the caller's own that is not deleted. */
export function existingShare(shareArn: string, call: Call): Share {
  requireArn("resource-share", shareArn);
  const share = shareTable(call.store).get(shareArn);
  const isOwn = share?.owner === call.account && share.region === call.region;
  if (!share || !isOwn || statusOf(share, call) === "DELETED") throw refusals.unknownShare(shareArn);
  return share;
}

export function putShare(share: Share, { store }: Pick<Emulated, "store">): void {
  shareTable(store).set(share.arn, share);
}

export function newShare(
  given: Pick<Share, "name" | "allowExternalPrincipals" | "retainsOnLeave" | "tags" | "permissions">,
  { account, region, clock }: Call,
): Share {
  const now = clock.now();
  const arn = ramArn("resource-share", account, region);
  return { arn, owner: account, region, createdAt: now, updatedAt: now, ...given };
}

/** Where a share that RAM has made of a policy is on its way to one like others. */
export function featureSetOf(share: Share, emulated: Emulated): string {
  if (!share.isFromPolicy) return "STANDARD";
  if (share.promotedAt === undefined) return "CREATED_FROM_POLICY";
  const { promotedAfterSeconds } = emulated.world.timing.sharing;
  return passed(share.promotedAt, promotedAfterSeconds, emulated) ? "STANDARD" : "PROMOTING_TO_STANDARD";
}

/** A share as the answers of its creation and update write it. */
export function describeChanged(share: Share, call: Emulated) {
  return {
    resourceShareArn: share.arn,
    name: share.name,
    owningAccountId: share.owner,
    allowExternalPrincipals: share.allowExternalPrincipals,
    status: statusOf(share, call),
    ...(share.forced?.message !== undefined && { statusMessage: share.forced.message }),
    creationTime: onTheWire(share.createdAt),
    lastUpdatedTime: onTheWire(share.updatedAt),
  };
}

/** A share as RAM lists it. Only its owner sees its tags, and where there are none nothing is said of them. */
export function describeShare(share: Share, call: Emulated & Pick<Call, "account">) {
  const showsTags = share.owner === call.account && Object.keys(share.tags).length > 0;
  return {
    ...describeChanged(share, call),
    ...(showsTags && { tags: describeTags(share.tags) }),
    featureSet: featureSetOf(share, call),
    resourceShareConfiguration: { retainSharingOnAccountLeaveOrganization: share.retainsOnLeave },
  };
}

export function describeTags(tags: Share["tags"]): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** Not deleted, or so short a while ago that it is still listed. */
export function isRemembered({ deletedAt }: Share, emulated: Emulated): boolean {
  const { deletedAfterSeconds, deletedIsListedSeconds } = emulated.world.timing.sharing;
  return (
    deletedAt === undefined || !passed(deletedAt, deletedAfterSeconds + deletedIsListedSeconds, emulated)
  );
}
