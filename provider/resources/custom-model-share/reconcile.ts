import { randomUUID } from "node:crypto";

import type { Aws } from "../../aws/aws";
import { ramSdk } from "../../aws/clients/sdk";
import { explained, isAws } from "../../aws/errors/explained";
import { MARKER_KEY, type Ownership, ownershipOf } from "../../aws/ownership/marks";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { type Context, waitOptions } from "../../core/context";
import { perhapsDeleted, UnfinishedError } from "../../core/errors";
import { toPlain } from "../../core/props";
import { lateFor, retryWhile, type Seen, WaitError, waitFor, type WaitPlan } from "../../core/wait";
import { looksAt } from "../../services/ram/looks";
import { forgetShares } from "../../services/ram/share-listing";
import { associationsIn, isGone, type LiveShare, liveShare } from "../../services/ram/shares";
import { change } from "./change";
import { DEFAULT_TIMEOUT_SECONDS } from "./check";
import type { FirstSight } from "./create";
import { type Inputs } from "./declaration";
import { isPresent, type Judge, OTHERWISE, progressOf, restOf, seen } from "./progress";
import { named, type State, stateOf } from "./state";
import type { Changing } from "./wanted";

const NOT_SHOWN = "NOT_SHOWN";
const DELETED = "DELETED";

/** How long AWS may show an association as it was before. */
const STALE_SECONDS = 60;

/** So often is put right what somebody else changes meanwhile. */
const MOST_ROUNDS = 3;

/**
 * Makes the share what was asked for, with the fewest calls, and waits until it is. What is added goes by the state, since AWS
 * may be told again what it knows; what is taken out goes by what AWS shows. At the end the share is looked at again, and what still differs is changed.
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
  const withinSeconds = context.timeouts[before ? "update" : "create"] ?? DEFAULT_TIMEOUT_SECONDS;
  const looks = looksAt(context.cloud, regionAndRoleOf(inputs));
  const whole = first?.isWhole ? first.share : undefined;
  let live = whole;
  /** What has been seen of the share, or is believed as long as nobody has looked. */
  const { associations: believed, permissionArns } = whole ?? before ?? NOTHING;
  let parts: Parts = { associations: believed, permissionArns };
  const lookAtShare: Look = async (judge) => {
    const share = await looks.share(arn);
    if (share && isGone(share)) return { status: DELETED };
    if (share) live = { ...liveShare(share, [], []), ...parts };
    return live ? judge(live) : { status: NOT_SHOWN };
  };
  const lookInside: Look = async (judge) => {
    const associations = await looks.associations(arn);
    if (associations) parts = { ...parts, associations: associationsIn(associations) };
    live = { ...live!, ...parts };
    // What is not there may be so because the share is gone.
    const wanted = [...inputs.principals, ...inputs.resourceArns];
    const isWhole = associations && wanted.every((entity) => isPresent(live!, entity));
    return isWhole ? judge(live) : lookAtShare(judge);
  };
  const lookAtPermissions = async (): Promise<void> => {
    parts = { ...parts, permissionArns: (await looks.permissionArns(arn)) ?? parts.permissionArns };
    live = { ...live!, ...parts };
  };
  const wait: Wait = (what, goal, look, judge, { refused = ["FAILED"], ...failing } = {}) =>
    waitFor(
      `${named(inputs)} ${what}`,
      () => look(judge),
      { goal, refused: [...refused, DELETED], ...failing, withinSeconds, isShared: true },
      waitOptions(context),
    );
  const toBeAtRest = () => wait("to be at rest", ["AT_REST"], lookInside, restOf);
  let whose: Ownership = { adopted: false, __mark: before?.__mark };
  const stateNow = (share: LiveShare): State => ({
    ...stateOf(inputs, accountId, share),
    __mark: whose.__mark,
  });
  try {
    const late = before ? { grace: { statuses: [NOT_SHOWN], seconds: lateFor(withinSeconds) } } : {};
    const active: Judge = ({ status, statusMessage }) => seen(status, statusMessage);
    if (!live) await wait("to be ACTIVE", ["ACTIVE"], lookAtShare, active, late);
    forgetShares(context.cloud);
    const isBelieved = before !== undefined && isTold(before);
    if (!whole && !isBelieved) await lookInside(active);
    // Where the program names none, AWS has chosen one, which the state knows.
    const isOfProgram = inputs.permissionArns !== undefined;
    if (!whole && (isOfProgram || parts.permissionArns.length === 0)) await lookAtPermissions();
    const bearing = live!.tags[MARKER_KEY];
    const isFound = first?.isFound ?? false;
    const next = ownershipOf(bearing, { urn: context.urn, __mark: before?.__mark, adopted: false }, isFound);
    // Known before it is set: also where AWS's answer to that is lost, what we made is not taken for another's.
    whose = next;
    const added = new Set(whole?.associations.map(({ entity }) => entity));
    const changing: Changing = { inputs, before, mark: next.bears, added, removed: new Set(), isBelieved };
    for (let round = 1; ; round += 1) {
      const share = (): LiveShare => live!;
      const hadFailed = share().associations.filter(({ status }) => status === "FAILED");
      const permissions = await change(share, changing, toBeAtRest, withinSeconds, context);
      if (permissions) await lookAtPermissions();
      const isLast = round === MOST_ROUNDS;
      const judge: Judge = (now) => progressOf(now, changing, isLast);
      if (whole && round === 1 && judge(whole).status === "ASSOCIATED") break;
      // A failure of an earlier run can still be listed right after what failed was associated anew.
      const isAnew = hadFailed.some(({ entity }) => changing.added.has(entity)) && !whole;
      const failing = isAnew ? { grace: { statuses: ["FAILED"], seconds: STALE_SECONDS } } : undefined;
      const goal = ["ASSOCIATED", OTHERWISE];
      const { status } = await wait("to be associated", goal, lookInside, judge, failing);
      if (status === "ASSOCIATED") break;
      changing.isBelieved = false;
      await lookAtShare(active);
    }
  } catch (thrown) {
    const error = explained(thrown).while(`sharing ${named(inputs)}`);
    if (before && isMissing(thrown)) throw perhapsDeleted(error);
    // What was made is kept, also where AWS does not show it yet: the next run must not make another one.
    const share = live ?? first?.share;
    if (!share) throw error;
    const kept = isTooLong(thrown) ? error.advising(GOES_ON) : error;
    throw new UnfinishedError(arn, toPlain(stateNow(share)), kept);
  }
  return stateNow(live!);
}

type Parts = Pick<LiveShare, "associations" | "permissionArns">;

const NOTHING: Parts = { associations: [], permissionArns: [] };

/** Whether the state tells of all that was in the share, and of nothing that was on its way: it can be relied on for what to add. */
function isTold({ principals, resourceArns, associations }: State): boolean {
  const isThere = (entity: string): boolean =>
    associations.some((association) => association.entity === entity && association.status === "ASSOCIATED");
  return [...principals, ...resourceArns].every(isThere);
}

function isMissing(thrown: unknown): boolean {
  if (!(thrown instanceof WaitError) || thrown.reason === "cancelled") return false;
  return [NOT_SHOWN, DELETED].includes(thrown.seen?.status ?? "");
}

function isTooLong(thrown: unknown): boolean {
  return thrown instanceof WaitError && thrown.reason === "timeout";
}

const GOES_ON = "The share is kept: the next `pulumi up` goes on waiting, for as long as customTimeouts say.";

type Look = (judge: Judge) => Promise<Seen>;

/** Looks until what is judged of the share is one of the goals. */
type Wait = (
  what: string,
  goal: readonly string[],
  look: Look,
  judge: Judge,
  failing?: Pick<WaitPlan, "refused" | "grace">,
) => Promise<Seen>;

/** Deletes the share and waits until AWS shows it no longer; succeeds when it is gone already. */
export async function remove(state: State, context: Context<Aws>): Promise<void> {
  const client = context.cloud.ram(regionAndRoleOf(state));
  const looks = looksAt(context.cloud, regionAndRoleOf(state));
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
      const share = isBusy(thrown) ? await looks.share(resourceShareArn) : undefined;
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
    const share = await looks.share(resourceShareArn);
    return { status: share && share.status !== "DELETED" ? (share.status ?? "UNKNOWN") : "DELETED" };
  };
  const plan = { goal: ["DELETED"], withinSeconds, isShared: true };
  await waitFor(`${named(state)} to be gone`, look, plan, options);
}
