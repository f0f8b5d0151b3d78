import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { ramArn, requireArn } from "./arns";
import { refusals } from "./refusals";
import {
  type Emulated,
  type Invitation,
  invitationTable,
  onTheWire,
  passed,
  type Share,
  shareTable,
} from "./records";

type Status = "PENDING" | "ACCEPTED" | "REJECTED" | "EXPIRED";

export const withdrawn = assume(
  "ram.withdrawnInvitations",
  "an invitation whose principal is taken out, or whose share is deleted, before it was answered is listed no more",
  { rejected: "it is listed as REJECTED", expired: "it is listed as EXPIRED" },
);

export const acceptedIsListed = assume(
  "ram.acceptedIsListed",
  "an invitation is listed as ACCEPTED at once",
  { late: "it is listed as PENDING until its receiver sees the share" },
);

/** The most that may be pending for one sharing account. */
const PENDING_LIMIT = 20;

export function invitationStatus(invitation: Invitation, emulated: Emulated): Status {
  if (invitation.acceptedAt !== undefined) return "ACCEPTED";
  if (invitation.rejectedAt !== undefined) return "REJECTED";
  if (isWithdrawn(invitation, emulated)) return withdrawn.is("rejected", emulated) ? "REJECTED" : "EXPIRED";
  return passed(endOfUnanswered(invitation, emulated), 0, emulated) ? "EXPIRED" : "PENDING";
}

/** When an invitation that nobody accepted ended, or will. */
export function endOfInvitation(invitation: Invitation, emulated: Emulated): number | undefined {
  if (invitation.acceptedAt !== undefined) return undefined;
  return invitation.rejectedAt ?? endOfUnanswered(invitation, emulated);
}

/** It expires, or counts as declined when its days are over. */
function endOfUnanswered({ sentAt }: Invitation, { world }: Emulated): number {
  const { invitationSeconds, invitationIsListedSeconds } = world.timing.sharing;
  return sentAt + Math.min(invitationSeconds, invitationIsListedSeconds) * 1000;
}

/** Refuses further invitations where too many wait for an answer. */
export function requireRoomFor(invited: number, call: Call): void {
  const pending = [...invitationTable(call.store).values()].filter(
    (invitation) =>
      shareTable(call.store).get(invitation.shareArn)?.owner === call.account &&
      invitationStatus(invitation, call) === "PENDING",
  );
  if (pending.length + invited > PENDING_LIMIT) throw refusals.tooManyInvitations(PENDING_LIMIT);
}

export function invite(receiver: string, share: Share, { store, clock }: Emulated): string {
  const arn = ramArn("resource-share-invitation", share.owner, share.region);
  invitationTable(store).set(arn, { arn, shareArn: share.arn, receiver, sentAt: clock.now() });
  return arn;
}

/** The invitations an account has received in a Region, as soon as it sees them, and for some days. */
export function receivedInvitations(call: Call): Invitation[] {
  const { visibleAfterSeconds, invitationIsListedSeconds } = call.world.timing.sharing;
  return [...invitationTable(call.store).values()].filter(
    (invitation) =>
      invitation.receiver === call.account &&
      shareTable(call.store).get(invitation.shareArn)?.region === call.region &&
      isListed(invitation, call) &&
      passed(invitation.sentAt, visibleAfterSeconds, call) &&
      !passed(invitation.sentAt, invitationIsListedSeconds, call),
  );
}

export function findInvitation(arn: string, call: Call): Invitation {
  requireArn("resource-share-invitation", arn);
  const found = receivedInvitations(call).find((invitation) => invitation.arn === arn);
  if (!found) throw refusals.unknownInvitation(arn);
  return found;
}

/** An invitation that can still be answered. */
export function pendingInvitation(arn: string, call: Call): Invitation {
  const invitation = findInvitation(arn, call);
  const status = invitationStatus(invitation, call);
  if (status === "ACCEPTED") throw refusals.alreadyAccepted(arn);
  if (status === "REJECTED") throw refusals.alreadyRejected(arn);
  if (status === "EXPIRED") throw refusals.expired(arn);
  return invitation;
}

export function putInvitation(invitation: Invitation, { store }: Pick<Emulated, "store">): void {
  invitationTable(store).set(invitation.arn, invitation);
}

export function describeInvitation(invitation: Invitation, call: Emulated) {
  const share = shareTable(call.store).get(invitation.shareArn)!;
  return {
    resourceShareInvitationArn: invitation.arn,
    resourceShareName: share.name,
    resourceShareArn: share.arn,
    senderAccountId: share.owner,
    receiverAccountId: invitation.receiver,
    invitationTimestamp: onTheWire(invitation.sentAt),
    status: invitationStatus(invitation, call),
  };
}

/** An invitation as it is listed. */
export function listedInvitation(invitation: Invitation, call: Emulated) {
  const { acceptedAt } = invitation;
  const isFresh =
    acceptedAt !== undefined && !passed(acceptedAt, call.world.timing.sharing.visibleAfterSeconds, call);
  const described = describeInvitation(invitation, call);
  return isFresh && acceptedIsListed.is("late", call) ? { ...described, status: "PENDING" } : described;
}

/** What was taken back, or belongs to a share that is gone, is not shown any more, as far as we know. */
function isListed(invitation: Invitation, emulated: Emulated): boolean {
  const stays = withdrawn.is("rejected", emulated) || withdrawn.is("expired", emulated);
  return stays || !isWithdrawn(invitation, emulated);
}

function isWithdrawn({ withdrawnAt, shareArn }: Invitation, { store }: Emulated): boolean {
  return withdrawnAt !== undefined || shareTable(store).get(shareArn)?.deletedAt !== undefined;
}
