import { assume } from "../../behaviours/assumptions";
import { endOfInvitation } from "./invitations";
import {
  type Association,
  associationTable,
  type Emulated,
  invitationTable,
  onTheWire,
  passed,
  shareTable,
} from "./records";
import { notFound, statusOfLost } from "./lost-models";

export const ASSOCIATION_STATUSES = [
  ...["ASSOCIATING", "ASSOCIATED", "FAILED", "DISASSOCIATING", "DISASSOCIATED"],
  ...["SUSPENDED", "SUSPENDING", "RESTORING"],
] as const;

export const rejected = assume(
  "ram.rejected",
  "the principal of a rejected invitation is DISASSOCIATED, as after one that has expired (which is documented)",
  { failed: "it turns to FAILED" },
);

export function putAssociation(association: Association, { store }: Pick<Emulated, "store">): void {
  const { shareArn, type, entity } = association;
  associationTable(store).set(`${shareArn} ${type} ${entity}`, association);
}

export function associationsOf(shareArn: string, { store }: Pick<Emulated, "store">): Association[] {
  return [...associationTable(store).values()].filter((association) => association.shareArn === shareArn);
}

/** When an association came into force, or will; undefined when that depends on somebody or cannot be. */
export function associatedAt(association: Association, { world, store }: Emulated): number | undefined {
  if (association.failure !== undefined) return undefined;
  const timing = world.timing.sharing;
  const isOrganization = /^arn:[\w-]+:organizations:/.test(association.entity);
  const seconds = isOrganization ? timing.organizationAssociatedAfterSeconds : timing.associatedAfterSeconds;
  const { invitation } = association;
  const from = invitation === undefined ? association.at : invitationTable(store).get(invitation)?.acceptedAt;
  return from === undefined ? undefined : from + seconds * 1000;
}

/** When it begins to end: somebody has taken it away, deleted its share, or not accepted its invitation. */
export function removedAt(association: Association, emulated: Emulated): number | undefined {
  const { store } = emulated;
  const invitation = invitationTable(store).get(association.invitation ?? "");
  const ends = [
    association.removedAt,
    shareTable(store).get(association.shareArn)?.deletedAt,
    invitation && endOfInvitation(invitation, emulated),
  ].filter((end) => end !== undefined);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

export function associationStatus(association: Association, emulated: Emulated): string {
  if (association.forced) return association.forced.status;
  const { associatedAfterSeconds, disassociatedAfterSeconds } = emulated.world.timing.sharing;
  const end = removedAt(association, emulated);
  if (end !== undefined && passed(end, 0, emulated)) {
    if (rejected.is("failed", emulated) && isRefused(association, emulated)) return "FAILED";
    return passed(end, disassociatedAfterSeconds, emulated) ? "DISASSOCIATED" : "DISASSOCIATING";
  }
  if (association.failure !== undefined && passed(association.at, associatedAfterSeconds, emulated)) {
    return "FAILED";
  }
  const lost = statusOfLost(association, emulated);
  if (lost !== undefined) return lost;
  const start = associatedAt(association, emulated);
  return start !== undefined && passed(start, 0, emulated) ? "ASSOCIATED" : "ASSOCIATING";
}

/** Whether its invitation was rejected. */
function isRefused({ invitation }: Association, { store }: Emulated): boolean {
  return invitationTable(store).get(invitation ?? "")?.rejectedAt !== undefined;
}

/** Neither failed nor being taken away; what is suspended may come back. */
export function isAlive(association: Association, emulated: Emulated): boolean {
  return !["FAILED", "DISASSOCIATING", "DISASSOCIATED"].includes(associationStatus(association, emulated));
}

/** An association as the calls that change it answer it. */
export function describeChangedAssociation(association: Association, emulated: Emulated) {
  return {
    resourceShareArn: association.shareArn,
    associatedEntity: association.entity,
    associationType: association.type,
    status: associationStatus(association, emulated),
    external: association.external,
  };
}

/** An association as it is listed. */
export function describeAssociation(association: Association, emulated: Emulated) {
  const { shareArn, at, entity, failure, forced } = association;
  const described = describeChangedAssociation(association, emulated);
  return {
    ...described,
    resourceShareName: shareTable(emulated.store).get(shareArn)!.name,
    ...(described.status === "FAILED" && { statusMessage: forced?.message ?? failure ?? notFound(entity) }),
    creationTime: onTheWire(at),
    lastUpdatedTime: onTheWire(movedAt(association, emulated)),
  };
}

/** When the status became what it is. */
function movedAt(association: Association, emulated: Emulated): number {
  const { associatedAfterSeconds, disassociatedAfterSeconds } = emulated.world.timing.sharing;
  const end = removedAt(association, emulated);
  const moments = [
    association.failure === undefined
      ? associatedAt(association, emulated)
      : association.at + associatedAfterSeconds * 1000,
    end,
    end === undefined ? undefined : end + disassociatedAfterSeconds * 1000,
  ].filter((moment) => moment !== undefined && passed(moment, 0, emulated));
  return Math.max(association.at, ...(moments as number[]));
}
