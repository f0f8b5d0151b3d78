import { randomUUID } from "node:crypto";

import type { CreateResourceShareCommandInput, RAMClient, ResourceShare } from "@aws-sdk/client-ram";

import type { Aws } from "../../aws/aws";
import { isAws } from "../../aws/errors/explained";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { ramSdk } from "../../aws/clients/sdk";
import { bearsUrn, firstMark, MARKER_KEY, withMark } from "../../aws/ownership/marks";
import { type Context, waitOptions } from "../../core/context";
import { digestUuid } from "../../core/digest";
import { ModelAccessError } from "../../core/errors";
import { type Seen, sleep, WaitError, waitFor } from "../../core/wait";
import { DEFAULT_TIMEOUT_SECONDS } from "./check";
import { type Inputs } from "./declaration";
import { precheck } from "./precheck";
import { named } from "./state";
import { chunksOf } from "./entities";
import { type Looks, looksAt } from "../../services/ram/looks";
import { isInvited, whenThereIsRoom } from "../../services/ram/pending-invitations";
import { isGone, type LiveShare, liveShare } from "../../services/ram/shares";
import { forgetShares } from "../../services/ram/share-listing";
import { warnOfTwins } from "./twins";

/** A share as it is when the run that wants it first knows it. */
export interface FirstSight {
  readonly share: LiveShare;
  /** Another run has made it, and could not save it. */
  readonly isFound: boolean;
  /** Its principals, models and permissions have been looked at, after it was made. */
  readonly isWhole: boolean;
}

/** The share that a run of ours made for this resource and could not save, else a new one. */
export async function findOrCreate(inputs: Inputs, context: Context<Aws>): Promise<FirstSight> {
  const client = context.cloud.ram(regionAndRoleOf(inputs));
  const looks = looksAt(context.cloud, regionAndRoleOf(inputs));
  const marked = async (): Promise<ResourceShare[]> => {
    const shares = await looks.marked();
    return shares.filter(({ tags = [] }) =>
      tags.some(({ key, value }) => key === MARKER_KEY && bearsUrn(value, context.urn)),
    );
  };
  // A token that AWS knows names the share it was used for, which may be deleted or another's: a new one is needed then. Whoever
  // has seen the same shares uses the same one.
  let token = -1;
  for (let attempt = 0; ; attempt += 1) {
    const before = await marked();
    token = Math.max(token + 1, before.length);
    const ours = oursAmong(before);
    const own = await notAnothers(ours, context);
    if (own) {
      const share = liveShare(own, [], []);
      warnOfTwins(
        ours.map((one) => liveShare(one, [], [])),
        share,
        inputs,
        context,
      );
      return { share, isFound: true, isWhole: false };
    }
    if (attempt === 0) await precheck(inputs, inputs, context);
    const made = await create(client, inputs, token, context);
    const news = async (): Promise<ResourceShare[]> =>
      oursAmong(await marked()).filter(
        ({ resourceShareArn }) => !before.some((one) => one.resourceShareArn === resourceShareArn),
      );
    // An answer without a share says nothing of what was made: that bears our mark.
    const answered = made?.share.resourceShareArn === undefined ? undefined : made.share;
    const isFound = false;
    if (made && !answered) {
      return { share: await appearing(news, inputs, context), isFound, isWhole: false };
    }
    if (made && answered && !isGone(answered) && !isAnothers(answered, context)) {
      const { attempts, request } = made;
      const whole =
        attempts > 1 || isOld(answered, client) ? undefined : await firstLook(answered, request, looks);
      if (whole) return { share: whole, isFound, isWhole: true };
      if (!(await isOver(client, looks, answered, inputs, context))) {
        // A call that was made again, and whose token AWS did not know, has made another share.
        const all = attempts > 1 ? await news() : [];
        return { share: await onlyOne(client, answered, all, context), isFound, isWhole: false };
      }
    }
    if (attempt >= MOST_ATTEMPTS) throw new ModelAccessError("AWS goes on naming shares that are deleted");
  }
}

/**
 * The share that is nobody else's. One that another resource of this run looks after is no leftover, whatever its mark says: that
 * resource was made under this one's name, and renamed. It is heard of when the engine compares it, which may be a moment later.
 */
async function notAnothers(
  shares: readonly ResourceShare[],
  context: Context<Aws>,
): Promise<ResourceShare | undefined> {
  const { pace, signal } = context;
  if (shares.some((share) => holderOf(share, context) === undefined)) await sleep(pace.firstSeconds, signal);
  return shares.find((share) => !isAnothers(share, context));
}

function holderOf({ resourceShareArn = "" }: ResourceShare, { claims }: Context<Aws>): string | undefined {
  return claims.remembered<{ urn: string }>(resourceShareArn)?.urn;
}

function isAnothers(share: ResourceShare, context: Context<Aws>): boolean {
  return (holderOf(share, context) ?? context.urn) !== context.urn;
}

/** What could be ours, the oldest first. */
function oursAmong(shares: readonly ResourceShare[]): ResourceShare[] {
  const at = ({ creationTime }: ResourceShare): number => creationTime?.getTime() ?? 0;
  return shares
    .filter((share) => !isGone(share) && share.featureSet !== "CREATED_FROM_POLICY")
    .sort((one, other) => at(one) - at(other));
}

type Request = Pick<CreateResourceShareCommandInput, "principals" | "resourceArns" | "tags">;

async function create(
  client: RAMClient,
  inputs: Inputs,
  token: number,
  context: Context<Aws>,
): Promise<{ share: ResourceShare; attempts: number; request: Request } | undefined> {
  const { cloud, urn } = context;
  const { name, allowExternalPrincipals, permissionArns, tagsAll } = inputs;
  const request = {
    name,
    ...chunksOf(inputs)[0],
    allowExternalPrincipals,
    ...(permissionArns && { permissionArns: [...permissionArns] }),
    tags: Object.entries(withMark(tagsAll, firstMark(urn))).map(([key, value]) => ({ key, value })),
  };
  const clientToken = digestUuid(urn, request, token);
  forgetShares(cloud);
  try {
    const command = new (ramSdk().CreateResourceShareCommand)({ ...request, clientToken });
    const { resourceShare: share = {}, $metadata } = await whenThereIsRoom(
      named(inputs),
      () => client.send(command),
      allowExternalPrincipals && inputs.principals.some(isInvited),
      context.timeouts.create ?? DEFAULT_TIMEOUT_SECONDS,
      context,
    );
    return { share, attempts: $metadata.attempts ?? 1, request };
  } catch (thrown) {
    // AWS knows the token from a request that was not quite the same: what came of that is looked for again.
    if (isAws(thrown, "IdempotentParameterMismatchException")) return undefined;
    throw thrown;
  }
}

/** As often may a share be destroyed and made again while AWS remembers the tokens, and lists none of the old ones. */
const MOST_ATTEMPTS = 24;
/** How long AWS may not find a share that is new. */
const HIDDEN_SECONDS = 60;
/** The same of one that was made before this run. */
const OLD_HIDDEN_SECONDS = 10;
/** Clocks differ; how far ours is off when that is more, the client has learned from AWS. */
const SKEW_MS = 5 * 60 * 1000;

/** Whether a share is from before this run. */
function isOld({ creationTime }: ResourceShare, client: RAMClient): boolean {
  const began = performance.timeOrigin + client.config.systemClockOffset - SKEW_MS;
  return (creationTime?.getTime() ?? Infinity) < began;
}

/** What an association is that has ended with its share. */
const ENDED = ["DISASSOCIATING", "DISASSOCIATED"];

/**
 * The share that was made a moment ago, as what was put into it shows: that is of no share which is deleted, and has to be
 * looked at anyway. undefined where it does not show that the share is there, or cannot be looked at.
 */
async function firstLook(
  made: ResourceShare,
  { principals = [], resourceArns = [], tags = [] }: Request,
  looks: Looks,
): Promise<LiveShare | undefined> {
  const { resourceShareArn: arn = "", status } = made;
  if (status !== "ACTIVE") return undefined;
  const both = Promise.all([looks.associations(arn), looks.permissionArns(arn)]);
  // Whoever goes on looks again, and is told then.
  const [associations = [], permissionArns = []] = await both.catch(() => []);
  const isThere = (entity: string): boolean =>
    associations.some((one) => one.associatedEntity === entity && !ENDED.includes(one.status ?? ""));
  if (permissionArns.length === 0 || ![...principals, ...resourceArns].every(isThere)) return undefined;
  // The answer to a request that makes a share leaves out its tags.
  return liveShare({ ...made, tags }, associations, permissionArns);
}

/**
 * Whether an answer was about a share that is deleted, or another's: a token that AWS remembers is answered as it was the
 * first time. Only AWS's own word counts, or a time from before this run. What is merely not shown yet is there all the same.
 */
async function isOver(
  client: RAMClient,
  looks: Looks,
  made: ResourceShare,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<boolean> {
  const look = async (): Promise<Seen> => {
    const share = await looks.share(made.resourceShareArn!);
    return { status: !share ? "NOT_SHOWN" : isGone(share) ? "GONE" : "SHOWN" };
  };
  const seconds = isOld(made, client) ? OLD_HIDDEN_SECONDS : HIDDEN_SECONDS;
  const { status } = await whileHidden(look, ["SHOWN", "GONE"], seconds, inputs, context);
  return status === "NOT_SHOWN" ? isOld(made, client) : status === "GONE";
}

/** The share that an answer did not name. @throws ModelAccessError where AWS shows none: then nothing more is made */
async function appearing(
  news: () => Promise<ResourceShare[]>,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<LiveShare> {
  let found: ResourceShare | undefined;
  const look = async (): Promise<Seen> => {
    [found] = await news();
    return { status: found ? "SHOWN" : "NOT_SHOWN" };
  };
  await whileHidden(look, ["SHOWN"], HIDDEN_SECONDS, inputs, context);
  if (found) return liveShare(found, [], []);
  throw new ModelAccessError("AWS's answer to CreateResourceShare names no share, and AWS shows none", [
    "Whether one was made cannot be told. The next `pulumi up` looks for it, and only then makes one.",
  ]);
}

async function whileHidden(
  look: () => Promise<Seen>,
  goal: readonly string[],
  seconds: number,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<Seen> {
  const whole = context.timeouts.create ?? DEFAULT_TIMEOUT_SECONDS;
  const plan = { goal, withinSeconds: Math.min(seconds, whole / 2), isShared: true };
  try {
    return await waitFor(`${named(inputs)} to be shown`, look, plan, waitOptions(context));
  } catch (thrown) {
    // Also of a run that is interrupted: what was made is then kept.
    if (thrown instanceof WaitError) return { status: "NOT_SHOWN" };
    throw thrown;
  }
}

/** Of several shares that one call has made the oldest is kept. */
async function onlyOne(
  client: RAMClient,
  made: ResourceShare,
  [first = made, ...others]: readonly ResourceShare[],
  { report }: Context<Aws>,
): Promise<LiveShare> {
  for (const { resourceShareArn } of others) {
    const request = { resourceShareArn, clientToken: randomUUID() };
    await client.send(new (ramSdk().DeleteResourceShareCommand)(request));
    report.warn(`AWS had made the share twice: deleted ${resourceShareArn}, kept ${first.resourceShareArn}`);
  }
  return liveShare(first, [], []);
}
