import { randomUUID } from "node:crypto";

import type { RAMClient, ResourceShare, ResourceShareInvitation } from "@aws-sdk/client-ram";

import type { Aws } from "../../aws/aws";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { ramSdk } from "../../aws/clients/sdk";
import { explained, isAws } from "../../aws/errors/explained";
import { type Context, waitOptions } from "../../core/context";
import { type ModelAccessError, UnfinishedError } from "../../core/errors";
import { toPlain } from "../../core/props";
import { retryWhile, type Seen, WaitError, waitFor } from "../../core/wait";
import { DEFAULT_TIMEOUT_SECONDS } from "./check";
import { type Inputs } from "./declaration";
import { named, type State } from "./state";
import { invitationsTo, receivedShare } from "../../services/ram/received";

/** How long an invitation that ended may be the newest that is shown, when the owner has sent another one. */
const STALE_SECONDS = 2 * 60;
/** How long AWS may be busy with a share that is left. */
const BUSY_SECONDS = 60;

/**
 * Waits until the share can be seen, and accepts an invitation on the way where there is one.
 * @param before what an earlier run has kept of it
 * @throws ModelAccessError when nothing comes, or what came has expired or was rejected
 * @throws UnfinishedError when an invitation is accepted, and the share cannot be seen yet
 */
export async function accept(
  accountId: string,
  inputs: Inputs,
  before: State | undefined,
  context: Context<Aws>,
): Promise<State> {
  const client = context.cloud.ram(regionAndRoleOf(inputs));
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
  const withinSeconds = context.timeouts[before ? "update" : "create"] ?? DEFAULT_TIMEOUT_SECONDS;
  const grace = {
    statuses: ["EXPIRED", "REJECTED"],
    seconds: Math.min(STALE_SECONDS, withinSeconds / 2),
  };
  const state = (): State => {
    const seen = stateOf(accountId, inputs, share ?? ACCEPTED, accepted ?? ours, ours === undefined);
    if (!before) return seen;
    // How it was accepted is seen by the run that does it, and by no later one.
    const { adopted, mode, invitationArn } = before;
    return { ...seen, adopted, mode, invitationArn };
  };
  const plan = { goal: ["ACTIVE"], refused: ["EXPIRED", "REJECTED", "FAILED"], grace, withinSeconds };
  try {
    await waitFor(`${named(inputs)} to be shown`, look, plan, waitOptions(context));
  } catch (thrown) {
    const error = thrown instanceof WaitError ? explainedWait(thrown, accepted ?? ours) : thrown;
    if (!accepted && !ours) throw error;
    throw new UnfinishedError(
      inputs.shareArn,
      toPlain(state()),
      explained(error).while(`accepting ${named(inputs)}`),
    );
  }
  return state();
}

/** What is known of a share whose invitation is accepted, before it can be seen. */
export const ACCEPTED = { status: "ACCEPTED" } as const;

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

/** What a destroy had deleted when it was interrupted is still in the state. */
const INTERRUPTED =
  "After a run that was interrupted the share may be gone, although the state has it: `pulumi up --refresh` makes it again.";

function explainedWait(error: WaitError, accepted: ResourceShareInvitation | undefined): ModelAccessError {
  if (error.reason === "cancelled") return error;
  const next = ["EXPIRED", "REJECTED"].includes(error.seen?.status ?? "")
    ? [
        "The owner has to take this account out of the share and put it in again: that sends a new invitation.",
      ]
    : accepted
      ? ["The invitation is accepted: the next `pulumi up` goes on waiting for the share.", INTERRUPTED]
      : [
          "The owner has to put this account, its organizational unit or the organization into the share, and the share " +
            "must be in this Region. A role or user in the share lets in nobody else of its account; an invitation that " +
            "nobody answers is gone after 7 days.",
          INTERRUPTED,
        ];
  return error.advising(...next);
}

export function stateOf(
  accountId: string,
  inputs: Inputs,
  share: Partial<Record<"status" | "name" | "owningAccountId", string>>,
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

/** AWS may word with any of these that a share cannot be left; the last one also means that something is under way. */
const KEPT = [
  "OperationNotPermittedException",
  "InvalidParameterException",
  "InvalidStateTransitionException",
];
const isBusy = (thrown: unknown): boolean => isAws(thrown, "InvalidStateTransitionException");

/**
 * Leaves the share. AWS forbids that where the share came through the organization, and as long as it holds a custom
 * model, however it came: then only its owner can end it.
 */
export async function leave(state: State, context: Context<Aws>): Promise<void> {
  const { shareArn: resourceShareArn, accountId } = state;
  const client = context.cloud.ram(regionAndRoleOf(state));
  let refused: unknown;
  const attempt = async (): Promise<void> => {
    const request = { resourceShareArn, principals: [accountId], clientToken: randomUUID() };
    try {
      await client.send(new (ramSdk().DisassociateResourceShareCommand)(request));
    } catch (thrown) {
      refused = thrown;
      throw thrown;
    }
  };
  const whole = context.timeouts.delete ?? DEFAULT_TIMEOUT_SECONDS;
  const withinSeconds = Math.min(BUSY_SECONDS, whole / 2);
  try {
    const options = waitOptions(context);
    await retryWhile(`${named(state)} to be left`, attempt, isBusy, withinSeconds, options);
  } catch (thrown) {
    if (isAws(thrown, "UnknownResourceException")) return;
    const isWaitOver = thrown instanceof WaitError && thrown.reason === "timeout";
    if (!isWaitOver && !KEPT.some((code) => isAws(thrown, code))) throw thrown;
    context.report.warn(
      `AWS does not let account ${accountId} leave the share ${resourceShareArn}: a share of custom models can be ended ` +
        `by its owner only, and the account keeps its access until then (${explained(refused).summary})`,
    );
  }
}
