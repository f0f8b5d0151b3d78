import { type Association, associatedAt, associationsOf, removedAt } from "./associations";
import { covers } from "./principals";
import { type Emulated, passed, type Share, shareTable } from "./shares";

/**
 * What sharing comes to for the accounts that are shared with. Other services ask here; they learn of a share as late as
 * its recipient does.
 */
export function isSharedWith(resourceArn: string, account: string, emulated: Emulated): boolean {
  const region = resourceArn.split(":")[3] ?? "";
  return sharesInForce(account, region, emulated)
    .flatMap((share) => resourcesInForce(share, emulated))
    .some(({ entity }) => entity === resourceArn);
}

/** The resources of a Region that others share with an account, once for each share. */
export function resourcesSharedWith(account: string, region: string, emulated: Emulated): Association[] {
  return sharesSeenBy(account, region, emulated).flatMap((share) => resourcesInForce(share, emulated));
}

/** The shares of others that an account sees in a Region. */
export function sharesSeenBy(account: string, region: string, emulated: Emulated): Share[] {
  // What RAM has made of a resource policy is shown to its owner only.
  return sharesInForce(account, region, emulated).filter(({ isFromPolicy }) => !isFromPolicy);
}

function resourcesInForce({ arn }: Share, emulated: Emulated): Association[] {
  return associationsOf(arn, emulated).filter(
    (association) => association.type === "RESOURCE" && isInForce(association, emulated),
  );
}

function sharesInForce(account: string, region: string, emulated: Emulated): Share[] {
  return [...shareTable(emulated.store).values()].filter(
    (share) =>
      share.region === region &&
      share.owner !== account &&
      associationsOf(share.arn, emulated).some(
        (association) =>
          association.type === "PRINCIPAL" &&
          covers(association.entity, account, emulated.world) &&
          isInForce(association, emulated),
      ),
  );
}

/** In force for the recipient: not before it could see that, and until it has ended for good. */
function isInForce(association: Association, emulated: Emulated): boolean {
  const { visibleAfterSeconds, disassociatedAfterSeconds } = emulated.world.timing.sharing;
  const start = associatedAt(association, emulated);
  const end = removedAt(association, emulated);
  const isSuspended = association.forced !== undefined && association.forced.status !== "ASSOCIATED";
  return (
    start !== undefined &&
    !isSuspended &&
    passed(start, visibleAfterSeconds, emulated) &&
    !(end !== undefined && passed(end, disassociatedAfterSeconds, emulated))
  );
}
