import { randomUUID } from "node:crypto";

import type { RAMClient } from "@aws-sdk/client-ram";

import type { Aws } from "../../aws/aws";
import { explained, isAws } from "../../aws/errors/explained";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { ramSdk } from "../../aws/clients/sdk";
import { MARKER_KEY, type Ownership, ownershipOf, withMark } from "../../aws/ownership/marks";
import { comparedTags, tagChanges } from "../../aws/tags";
import { type Context, waitOptions } from "../../core/context";
import { ModelAccessError, perhapsDeleted, UnfinishedError } from "../../core/errors";
import { toPlain } from "../../core/props";
import { retryWhile, type Seen, WaitError, waitFor, type WaitPlan } from "../../core/wait";
import type { FirstSight } from "./create";
import { DEFAULT_TIMEOUT_SECONDS } from "./check";
import { type Inputs } from "./declaration";
import { precheck } from "./precheck";
import { named, type State, stateOf } from "./state";
import { associate, chunksOf, disassociate } from "./entities";
import { entitiesOf, isGone, type LiveShare, shareOf, sharesBy, tagShare } from "../../services/ram/shares";
import { forgetShares } from "../../services/ram/share-listing";

const NOT_SHOWN = "NOT_SHOWN";
const DELETED = "DELETED";
/** What our state knows to be there is late for moments at most. */
const LATE_SECONDS = 30;

/** How long AWS may show an association as it was before. */
const STALE_SECONDS = 60;

/**
 * Makes the share what was asked for, with the fewest calls, and waits until it is.
 * @param known what our state knew of the share, or what this run knows of it since it looked for it or made it
 * @throws UnfinishedError when the share is there and is not what it should be
 */
export async function converge(
  accountId: string,
  inputs: Inputs,
  known: State | FirstSight,
  context: Context<Aws>,
): Promise<State> {
  const [before, first] = "share" in known ? [undefined, known] : [known, undefined];
  const { arn } = first?.share ?? before!;
  const client = context.cloud.ram(regionAndRoleOf(inputs));
  const withinSeconds = context.timeouts[before ? "update" : "create"] ?? DEFAULT_TIMEOUT_SECONDS;
  const options = waitOptions(context);
  let live: LiveShare | undefined;
  const look = async (judge: (share: LiveShare) => Seen): Promise<Seen> => {
    const now = await shareOf(client, arn);
    if (now === "GONE") return { status: DELETED };
    live = now ?? live;
    return live ? judge(live) : { status: NOT_SHOWN };
  };
  const wait: Wait = (what, goal, judge, { refused = ["FAILED"], ...failing } = {}) =>
    waitFor(
      `${named(inputs)} ${what}`,
      () => look(judge),
      { goal: [goal], refused: [...refused, DELETED], ...failing, withinSeconds },
      options,
    );
  let whose: Ownership = { adopted: false, __mark: before?.__mark };
  const stateNow = (share: LiveShare): State => ({
    ...stateOf(inputs, accountId, share),
    __mark: whose.__mark,
  });
  try {
    const late = before
      ? { grace: { statuses: [NOT_SHOWN], seconds: Math.min(LATE_SECONDS, withinSeconds / 2) } }
      : {};
    await wait("to be ACTIVE", "ACTIVE", ({ status, statusMessage }) => seen(status, statusMessage), late);
    forgetShares(context.cloud);
    // A failure of an earlier run can still be listed right after what failed was associated anew.
    const failing = before?.associations.some(({ status }) => status === "FAILED")
      ? { grace: { statuses: ["FAILED"], seconds: STALE_SECONDS } }
      : undefined;
    const bearing = live!.tags[MARKER_KEY];
    const isFound = first?.isFound ?? false;
    const next = ownershipOf(bearing, { urn: context.urn, __mark: before?.__mark, adopted: false }, isFound);
    // Known before it is set: also where AWS's answer to that is lost, what we made is not taken for another's.
    whose = next;
    const removed = await change(client, live!, inputs, before, next.bears, wait, withinSeconds, context);
    await wait("to be associated", "ASSOCIATED", (share) => progressOf(share, inputs, removed), failing);
  } catch (thrown) {
    const error = explained(thrown).while(`sharing ${named(inputs)}`);
    if (before && isMissing(thrown)) throw perhapsDeleted(error);
    // What was made is kept, also where AWS does not show it yet: the next run must not make another one.
    const share = live ?? first?.share;
    if (!share) throw error;
    const kept = isTooLong(thrown) ? goingOn(error) : error;
    throw new UnfinishedError(arn, toPlain(stateNow(share)), kept);
  }
  return stateNow(live!);
}

function isMissing(thrown: unknown): boolean {
  if (!(thrown instanceof WaitError) || thrown.reason === "cancelled") return false;
  return [NOT_SHOWN, DELETED].includes(thrown.seen?.status ?? "");
}

function isTooLong(thrown: unknown): boolean {
  return thrown instanceof WaitError && thrown.reason === "timeout";
}

function goingOn({ summary, details }: ModelAccessError): ModelAccessError {
  const next = "The share is kept: the next `pulumi up` goes on waiting, for as long as customTimeouts say.";
  return new ModelAccessError(summary, [...details, next], true);
}

/** Looks at the share until what is judged of it is the goal. */
type Wait = (
  what: string,
  goal: string,
  judge: (share: LiveShare) => Seen,
  failing?: Pick<WaitPlan, "refused" | "grace">,
) => Promise<Seen>;

const seen = (status: string, message?: string): Seen => ({
  status,
  ...(message !== undefined && { message }),
});

/** One call for each thing that differs. @returns the entities that were taken out */
async function change(
  client: RAMClient,
  live: LiveShare,
  inputs: Inputs,
  before: State | undefined,
  mark: string | undefined,
  wait: Wait,
  withinSeconds: number,
  context: Context<Aws>,
): Promise<Set<string>> {
  const { arn: resourceShareArn } = live;
  const { name, allowExternalPrincipals, permissionArns } = inputs;
  const sdk = ramSdk();
  const settled = <T>(call: () => Promise<T>): Promise<T> =>
    retryWhile(
      `${named(inputs)} to be changeable`,
      call,
      (thrown) => isAws(thrown, "InvalidStateTransitionException"),
      withinSeconds,
      waitOptions(context),
    );

  const update = async (): Promise<void> => {
    if (live.name === name && live.allowExternalPrincipals === allowExternalPrincipals) return;
    const request = { resourceShareArn, name, allowExternalPrincipals, clientToken: randomUUID() };
    await settled(() => client.send(new sdk.UpdateResourceShareCommand(request)));
  };
  // A share that is opened is so before outsiders come, and one that is closed after they have gone.
  const closes = live.allowExternalPrincipals && !allowExternalPrincipals;
  if (!closes) await update();
  for (const permissionArn of permissionArns?.filter((one) => !live.permissionArns.includes(one)) ?? []) {
    const request = { resourceShareArn, permissionArn, replace: true, clientToken: randomUUID() };
    await settled(() => client.send(new sdk.AssociateResourceSharePermissionCommand(request)));
  }
  const principals = entityChanges(live, "PRINCIPAL", inputs.principals, inputs, before?.principals);
  const resources = entityChanges(live, "RESOURCE", inputs.resourceArns, inputs, before?.resourceArns);
  // First what is new: whoever moves from one to another is never without.
  const added = { principals: principals.added, resourceArns: resources.added };
  const removed = { principals: principals.removed, resourceArns: resources.removed };
  if (before && [...principals.added, ...resources.added].length > 0) await precheck(added, inputs, context);
  for (const chunk of chunksOf(added)) await settled(() => associate(client, resourceShareArn, chunk));
  for (const chunk of chunksOf(removed)) {
    // While anything is on its way, AWS takes nothing out; and what moves is where it goes before it leaves.
    await wait("to be at rest", "AT_REST", restOf, {});
    await settled(() => disassociate(client, resourceShareArn, chunk));
  }
  if (closes) await update();
  const marked = withMark(inputs.tagsAll, mark);
  const { set, remove } = tagChanges(comparedTags(live.tags, context.cloud.config), marked);
  if (Object.keys(set).length > 0) {
    await tagShare(client, resourceShareArn, set);
  }
  if (remove.length > 0) {
    await client.send(new sdk.UntagResourceCommand({ resourceShareArn, tagKeys: remove }));
  }
  return new Set([...principals.removed, ...resources.removed]);
}

/** What is missing is added; what is too much is removed, where it is ours to remove. */
function entityChanges(
  live: LiveShare,
  kind: "PRINCIPAL" | "RESOURCE",
  wanted: readonly string[],
  { exclusive }: Inputs,
  before: readonly string[] = [],
): { added: string[]; removed: string[] } {
  const present = entitiesOf(live, kind);
  return {
    added: wanted.filter((entity) => !present.includes(entity)),
    removed: present.filter((entity) => !wanted.includes(entity) && (exclusive || before.includes(entity))),
  };
}

/** Whether anything is on its way into the share or out of it, beside what waits for somebody to accept. */
function restOf(share: LiveShare): Seen {
  const moving = share.associations.find(
    (association) =>
      association.status === "DISASSOCIATING" ||
      (association.status === "ASSOCIATING" && !mayBeInvited(association.entity, share)),
  );
  return seen(moving?.status ?? "AT_REST", moving?.entity);
}

/** An account outside the organization, its roles and its users are associated only once it has accepted. */
function mayBeInvited(
  entity: string,
  { allowExternalPrincipals }: Pick<LiveShare, "allowExternalPrincipals">,
): boolean {
  return allowExternalPrincipals && /^\d{12}$|^arn:[^:]+:iam::/.test(entity);
}

/** Where the associations stand, all together. */
function progressOf(share: LiveShare, inputs: Inputs, removed: ReadonlySet<string>): Seen {
  const wanted = [...inputs.principals, ...inputs.resourceArns];
  const failed = share.associations.find(
    ({ entity, status }) => status === "FAILED" && wanted.includes(entity) && !isPresent(share, entity),
  );
  if (failed) return seen("FAILED", `${failed.entity}: ${failed.statusMessage ?? "AWS does not say why"}`);
  const isSettled = (entity: string): boolean =>
    share.associations.some(
      (association) =>
        association.entity === entity &&
        (association.status === "ASSOCIATED" ||
          (association.status === "ASSOCIATING" && mayBeInvited(entity, inputs))),
    );
  const unsettled = wanted.find((entity) => !isSettled(entity));
  if (unsettled !== undefined) {
    const status = share.associations.find(({ entity }) => entity === unsettled)?.status;
    return seen(status === undefined || status === "ASSOCIATED" ? "ASSOCIATING" : status, unsettled);
  }
  return seen([...removed].some((entity) => isPresent(share, entity)) ? "DISASSOCIATING" : "ASSOCIATED");
}

function isPresent(share: LiveShare, entity: string): boolean {
  return share.associations.some(
    (association) =>
      association.entity === entity &&
      association.status !== "FAILED" &&
      association.status !== "DISASSOCIATED",
  );
}

/** Deletes the share and waits until AWS shows it no longer; succeeds when it is gone already. */
export async function remove(state: State, context: Context<Aws>): Promise<void> {
  const client = context.cloud.ram(regionAndRoleOf(state));
  const { arn: resourceShareArn } = state;
  const options = waitOptions(context);
  const withinSeconds = context.timeouts.delete ?? DEFAULT_TIMEOUT_SECONDS;
  forgetShares(context.cloud);
  const request = { resourceShareArn, clientToken: randomUUID() };
  const isBusy = (thrown: unknown) => isAws(thrown, "InvalidStateTransitionException");
  const deleteOrSeeGone = async (): Promise<void> => {
    try {
      await client.send(new (ramSdk().DeleteResourceShareCommand)(request));
    } catch (thrown) {
      // A share that somebody else has deleted cannot be deleted again, and is listed for two hours.
      const [share] = isBusy(thrown) ? await sharesBy(client, { resourceShareArns: [resourceShareArn] }) : [];
      if (!share || !isGone(share)) throw thrown;
    }
  };
  try {
    await retryWhile(`${named(state)} to be deleted`, deleteOrSeeGone, isBusy, withinSeconds, options);
  } catch (thrown) {
    if (isAws(thrown, "UnknownResourceException")) return;
    throw thrown;
  }
  const look = async (): Promise<Seen> => {
    const [share] = await sharesBy(client, { resourceShareArns: [resourceShareArn] });
    return { status: share && share.status !== "DELETED" ? (share.status ?? "UNKNOWN") : "DELETED" };
  };
  await waitFor(`${named(state)} to be gone`, look, { goal: ["DELETED"], withinSeconds }, options);
}
