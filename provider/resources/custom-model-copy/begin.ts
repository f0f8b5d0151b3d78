import type { CustomModelSummary } from "@aws-sdk/client-bedrock";

import type { Aws } from "../../aws/aws";
import { catalogue } from "../../aws/errors/catalogue";
import { explained, isAws } from "../../aws/errors/explained";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { isRefusal } from "../../aws/clients/send-once";
import { bearsUrn, type Marked, MARKER_KEY } from "../../aws/ownership/marks";
import { noneIfGone } from "../../aws/tags";
import { type Context, waitOptions } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import { WaitError, waitFor } from "../../core/wait";
import { type CopyJob, copyJob, copyJobsFor } from "../../services/bedrock/copy-jobs";
import { type Inputs } from "./declaration";
import { warnAboutLost } from "./lost-copies";
import { awaitSource, startCopying } from "./start";
import { claimKey, named } from "./state";
import { parseCustomModelArn } from "../../services/bedrock/custom-model-arn";
import { customModel, ownModels, tagsOf } from "../../services/bedrock/custom-models";

/** A copy that is there, or on its way. */
export interface Copy {
  readonly modelArn: string;
  readonly jobArn?: string | undefined;
  readonly adopted: boolean;
  /** It was found, so it need not be what was asked for. */
  readonly isFound?: boolean;
  /** How our state knows it, where it does. */
  readonly known?: Marked | undefined;
}

/** What there is under the name in the account and Region. */
interface Found {
  readonly copy?: Copy;
  /** Copy jobs that are probably ours and have failed, or whose model is gone. */
  readonly over: readonly CopyJob[];
  readonly own: readonly CustomModelSummary[];
}

/** How long a job that has begun may not be shown. */
const SHOWN_WITHIN_SECONDS = 30;
/** AWS may go on naming jobs that are over; more often than that it does not know itself. */
const MOST_GENERATIONS = 5;
/** A token that was used before may be a conflict; what is one twice has another reason. */
const MOST_CONFLICTS = 2;
/** AWS's quota, unless it was raised for the account. */
const QUOTA = 100;

/** The copy that a run of ours has begun and could not save, one that is there already, else a new one. */
export async function findOrStart(accountId: string, inputs: Inputs, context: Context<Aws>): Promise<Copy> {
  const isForeign = parseCustomModelArn(inputs.sourceModelArn)?.accountId !== accountId;
  let found = await lookFor(inputs, context);
  const before = new Set(found.own.map(({ modelArn }) => modelArn));
  for (let generation = 0, conflicts = 0; generation <= MOST_GENERATIONS; generation += 1) {
    if (found.copy) return found.copy;
    const { over, own } = found;
    if (generation === 0) {
      await warnAboutLost(inputs, context);
      if (isForeign) await awaitSource(accountId, inputs, context);
    }
    let jobArn: string | undefined;
    try {
      const attempt = {
        generation: over.length + generation,
        isForeign,
        isFreed: isFreed(found, inputs, context),
      };
      const isBegun = async () => (await lookFor(inputs, context, before)).copy !== undefined;
      jobArn = await startCopying(attempt, inputs, isBegun, context);
    } catch (thrown) {
      // An earlier attempt may have started it, and AWS refuses to start it twice.
      found = await lookFor(inputs, context, before);
      if (found.copy) return found.copy;
      conflicts += 1;
      const isOfToken = isAws(thrown, "ConflictException") && !namesake(found, inputs);
      if (!isOfToken || conflicts > MOST_CONFLICTS) throw refusedFor(thrown, { ...found, own }, inputs);
    }
    // A token of a job that is over would answer with that job, so another one is needed.
    const isOver = over.some((job) => job.jobArn === jobArn);
    found = isOver ? found : await begun(jobArn, before, inputs, context);
  }
  throw new ModelAccessError("AWS begins copy jobs and shows neither them nor a model", [], false);
}

/** Whether the name was ours a moment ago, and AWS may not have freed it yet. */
function isFreed(found: Found, inputs: Inputs, { claims, urn }: Context<Aws>): boolean {
  const wasReplaced = claims.givenUpFor(claimKey(inputs), urn) !== undefined;
  return (wasReplaced || found.over.length > 0) && !namesake(found, inputs);
}

/** @param before the models that were there before we asked for one */
async function lookFor(
  inputs: Inputs,
  context: Context<Aws>,
  before?: ReadonlySet<string | undefined>,
): Promise<Found> {
  const { modelName, region, sourceModelArn } = inputs;
  const { urn } = context;
  const client = context.cloud.bedrock(regionAndRoleOf(inputs));
  const everyJob = await copyJobsFor(client, { region, modelName });
  const jobs = everyJob.filter((job) => job.sourceModelArn === sourceModelArn);
  // A marker is that of the name a resource had when it made the copy; our own state knows better.
  const knownAs = (modelArn: string): Marked | undefined => {
    const known = context.claims.remembered<Marked>(modelArn);
    return known?.urn === urn ? known : undefined;
  };
  const isOurs = ({ marker: made, modelArn }: CopyJob): boolean =>
    bearsUrn(made, urn) || knownAs(modelArn) !== undefined;
  const over: CopyJob[] = [];
  for (const job of [...jobs.filter(isOurs), ...jobs.filter((one) => !isOurs(one))]) {
    const model = job.status === "InProgress" ? undefined : await customModel(client, job.modelArn);
    if (job.status === "InProgress" || (model && (model.modelStatus !== "Failed" || isOurs(job)))) {
      const known = knownAs(job.modelArn);
      return { copy: { ...job, adopted: !isOurs(job), isFound: true, known }, over, own: [] };
    }
    // Without tags nobody can tell whose job it was.
    if (isOurs(job) || job.marker === undefined) over.push(job);
  }
  const own = await ownModels(client);
  // A copy that this run has given up for another one is not the one that is wanted.
  const isReplaced = context.claims.givenUpFor(claimKey(inputs), urn) !== undefined;
  const isNew = (arn: string): boolean => before !== undefined && !before.has(arn);
  for (const { modelArn = "", ...model } of own) {
    if (model.modelName !== modelName || (isReplaced && !isNew(modelArn))) continue;
    // AWS need not keep a record of the copying; our mark on the model tells as well whose it is.
    if (everyJob.some((job) => job.modelArn === modelArn)) continue;
    const known = knownAs(modelArn);
    const tags = await tagsOf(client, modelArn).catch(noneIfGone);
    if (known || bearsUrn(tags[MARKER_KEY], urn))
      return { copy: { modelArn, adopted: false, isFound: true, known }, over, own };
  }
  return { over, own };
}

function namesake({ own }: Found, { modelName }: Inputs): CustomModelSummary | undefined {
  return own.find((model) => model.modelName === modelName);
}

/** What was begun a moment ago: its job, or what is there already where AWS keeps no record of it. */
async function begun(
  jobArn: string | undefined,
  before: ReadonlySet<string | undefined>,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<Found> {
  const client = context.cloud.bedrock(regionAndRoleOf(inputs));
  let found: Found = { over: [], own: [] };
  const look = async () => {
    const job = jobArn === undefined ? undefined : await copyJob(client, jobArn);
    found = job
      ? { copy: { ...job, adopted: false }, over: [], own: [] }
      : await lookFor(inputs, context, before);
    // What bears our mark and was not there before was begun here.
    if (found.copy?.adopted === false) found = { ...found, copy: { ...found.copy, isFound: false } };
    return { status: found.copy ? "SHOWN" : "NOT_SHOWN" };
  };
  const withinSeconds = Math.min(SHOWN_WITHIN_SECONDS, context.timeouts.create ?? Infinity);
  const what = `the copying of ${named(inputs)} to be shown`;
  try {
    await waitFor(what, look, { goal: ["SHOWN"], withinSeconds }, waitOptions(context));
  } catch (thrown) {
    if (thrown instanceof WaitError && thrown.reason === "timeout") return found;
    const job = jobArn === undefined ? "" : ` (${jobArn})`;
    throw explained(thrown).advising(`AWS has begun it${job}: the next \`pulumi up\` finds it and waits on.`);
  }
  return found;
}

/** AWS's own words, and what can be seen of the reason: its words alone are nothing to go by. */
function refusedFor(thrown: unknown, found: Found, inputs: Inputs): unknown {
  if (!isRefusal(thrown) || thrown instanceof ModelAccessError) return thrown;
  const other = namesake(found, inputs)?.modelArn;
  const { summary, details } = explained(thrown);
  if (other !== undefined) {
    const { next } = catalogue.modelNameTaken;
    return new ModelAccessError(summary, [`${other} has that name in ${inputs.region}.`, ...next]);
  }
  if (found.own.length < QUOTA || isAws(thrown, "ServiceQuotaExceededException")) return thrown;
  const { next } = catalogue.customModelQuota;
  return new ModelAccessError(summary, [
    ...details,
    `The account has ${found.own.length} custom models.`,
    ...next,
  ]);
}
