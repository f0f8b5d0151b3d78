import { randomUUID } from "node:crypto";

import type { RAMClient, ResourceShare, ResourceShareInvitation } from "@aws-sdk/client-ram";

import type { Aws } from "../aws/aws";
import { isAws } from "../aws/doing";
import { placeOf } from "../aws/place";
import { ramSdk } from "../aws/sdk";
import { type Context, waitOptions } from "../core/context";
import { ModelAccessError } from "../core/errors";
import { type Seen, WaitError, waitFor } from "../core/wait";
import { DEFAULT_TIMEOUT_SECONDS, type Inputs } from "./custom-model-share-acceptance.inputs";
import { named, type State } from "./custom-model-share-acceptance.state";
import { invitationsTo, receivedShare } from "./received";

/**
 * Waits until the share can be seen, and accepts an invitation on the way where there is one.
 * @throws ModelAccessError when nothing comes, or what came has expired or was rejected
 */
export async function accept(accountId: string, inputs: Inputs, context: Context<Aws>): Promise<State> {
  const client = context.cloud.ram(placeOf(inputs));
  const { shareArn } = inputs;
  let share: ResourceShare | undefined;
  let accepted: ResourceShareInvitation | undefined;
  // What we have accepted may be listed as PENDING for a while.
  let ours: ResourceShareInvitation | undefined;
  const look = async (): Promise<Seen> => {
    share = await receivedShare(client, shareArn);
    const invitations = await invitationsTo(client, shareArn);
    accepted = invitations.find(({ status }) => status === "ACCEPTED");
    if (share) return { status: share.status ?? "UNKNOWN" };
    const pending = invitations.find(({ status }) => status === "PENDING");
    if (pending) {
      if (await acceptInvitation(client, pending)) ours = pending;
      return { status: "ACCEPTED" };
    }
    const [newest] = invitations;
    if (!accepted && newest) return { status: newest.status ?? "UNKNOWN" };
    return { status: accepted ? "ACCEPTED" : "NOT_SHOWN" };
  };
  const withinSeconds = inputs.__timeouts?.create ?? DEFAULT_TIMEOUT_SECONDS;
  const plan = { goal: ["ACTIVE"], refused: ["EXPIRED", "REJECTED", "FAILED"], withinSeconds };
  try {
    await waitFor(`${named(inputs)} to be shown`, look, plan, waitOptions(inputs.__urn, context));
  } catch (thrown) {
    throw thrown instanceof WaitError ? explainedWait(thrown) : thrown;
  }
  return stateOf(accountId, inputs, share!, accepted ?? ours, ours === undefined);
}

/** @returns whether it was this call that accepted; AWS may know of it already when an answer was lost */
async function acceptInvitation(client: RAMClient, invitation: ResourceShareInvitation): Promise<boolean> {
  const { resourceShareInvitationArn } = invitation;
  const request = { resourceShareInvitationArn, clientToken: randomUUID() };
  try {
    await client.send(new (ramSdk().AcceptResourceShareInvitationCommand)(request));
    return true;
  } catch (thrown) {
    if (isAws(thrown, "ResourceShareInvitationAlreadyAcceptedException")) return true;
    throw thrown;
  }
}

function explainedWait({ summary, details, seen, reason }: WaitError): ModelAccessError {
  if (reason === "cancelled") return new ModelAccessError(summary, details, true);
  const next =
    seen?.status === "EXPIRED" || seen?.status === "REJECTED"
      ? "The owner has to take this account out of the share and put it in again: that sends a new invitation."
      : "The owner has to put this account, its organizational unit or the organization into the share, and the share " +
        "must be in this Region.";
  return new ModelAccessError(summary, [...details, next], true);
}

export function stateOf(
  accountId: string,
  inputs: Inputs,
  share: ResourceShare,
  accepted: ResourceShareInvitation | undefined,
  adopted: boolean,
): State {
  return {
    ...inputs,
    status: share.status ?? "UNKNOWN",
    accountId,
    receiverAccountId: accountId,
    senderAccountId: share.owningAccountId ?? "",
    shareName: share.name ?? "",
    mode: accepted ? "invitation" : "organization",
    ...(accepted && { invitationArn: accepted.resourceShareInvitationArn }),
    adopted,
  };
}

/** Leaves the share. AWS forbids that where the share came through the organization: then there is nothing to undo. */
export async function leave(state: State, { cloud, report }: Context<Aws>): Promise<void> {
  const { shareArn: resourceShareArn, accountId, __urn } = state;
  const request = { resourceShareArn, principals: [accountId], clientToken: randomUUID() };
  try {
    const client = cloud.ram(placeOf(state));
    await client.send(new (ramSdk().DisassociateResourceShareCommand)(request));
  } catch (thrown) {
    if (isAws(thrown, "UnknownResourceException")) return;
    if (!isAws(thrown, "OperationNotPermittedException")) throw thrown;
    report.warn(
      __urn,
      `AWS does not let account ${accountId} leave the share ${resourceShareArn}: only its owner can`,
    );
  }
}
