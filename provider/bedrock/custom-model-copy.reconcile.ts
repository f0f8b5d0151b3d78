import type { BedrockClient } from "@aws-sdk/client-bedrock";

import type { Aws } from "../aws/aws";
import { explained } from "../aws/doing";
import { keyArnOf } from "../aws/key-arn";
import { isAlias, isSameKey } from "../aws/kms-key-id";
import { placeOf } from "../aws/place";
import { comparedTags, markedTags, markerOf } from "../aws/tags";
import { type Context, waitOptions } from "../core/context";
import { ModelAccessError, perhapsDeleted, UnfinishedError } from "../core/errors";
import { toPlain } from "../core/props";
import { WaitError, waitFor } from "../core/wait";
import { type CopyJob, copyJob, copyJobsFor } from "./copy-jobs";
import { DEFAULT_COPY_SECONDS, HEALTHY, type Inputs } from "./custom-model-copy.inputs";
import { awaitSource, startCopying } from "./custom-model-copy.start";
import { named, type State } from "./custom-model-copy.state";
import { parseCustomModelArn } from "./custom-model-arn";
import { changeTags, customModel, tagsOf } from "./custom-models";

/** A copy that is there, or on its way. */
export interface Copy {
  readonly modelArn: string;
  readonly jobArn?: string | undefined;
  readonly adopted: boolean;
  /** It was found, so it need not be what was asked for. */
  readonly isFound?: boolean;
}

/** How long a job that has begun, or a copy that is completed, may not be shown. */
const SHOWN_WITHIN_SECONDS = 5 * 60;
const NOT_SHOWN = "NOT_SHOWN";
/** AWS may go on naming jobs that are over; more often than that it does not know itself. */
const MOST_GENERATIONS = 5;

/** The copy that a run of ours has begun and could not save, one that is there already, else a new one. */
export async function findOrStart(accountId: string, inputs: Inputs, context: Context<Aws>): Promise<Copy> {
  const client = context.cloud.bedrock(placeOf(inputs));
  const marker = markerOf(inputs.__urn);
  for (let generation = 0; generation <= MOST_GENERATIONS; generation += 1) {
    const jobs = await copyJobsFor(client, inputs.modelName, inputs.sourceModelArn);
    // A marker is that of the name a resource had when it made the copy; our own state knows better.
    const isOurs = ({ marker: made, modelArn }: CopyJob): boolean =>
      made === marker || context.claims.remembered(modelArn) !== undefined;
    const over: CopyJob[] = [];
    for (const job of [...jobs.filter(isOurs), ...jobs.filter((one) => !isOurs(one))]) {
      const model = job.status === "Completed" ? await customModel(client, job.modelArn) : undefined;
      if (job.status === "Failed" || (job.status === "Completed" && !model)) over.push(job);
      else return { ...job, adopted: !isOurs(job), isFound: true };
    }
    const isForeign = parseCustomModelArn(inputs.sourceModelArn)?.accountId !== accountId;
    if (isForeign) await awaitSource(accountId, inputs, context);
    const started = await startCopying(over.filter(isOurs).length + generation, isForeign, inputs, context);
    const job = started === undefined ? undefined : await shownJob(client, started, inputs, context);
    // A token that AWS knows from a job that is over names that one: another is needed then.
    if (job && !over.some(({ jobArn }) => jobArn === job.jobArn)) return { ...job, adopted: false };
  }
  throw new ModelAccessError("AWS goes on naming copy jobs that are over");
}

/** A job that was begun a moment ago; undefined where AWS goes on showing none. */
async function shownJob(
  client: BedrockClient,
  jobArn: string,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<CopyJob | undefined> {
  let job: CopyJob | undefined;
  const look = async () => {
    job = await copyJob(client, jobArn);
    return { status: job ? "SHOWN" : "NOT_SHOWN" };
  };
  const plan = { goal: ["SHOWN"], withinSeconds: SHOWN_WITHIN_SECONDS };
  await waitFor(
    `the copying of ${named(inputs)} to be shown`,
    look,
    plan,
    waitOptions(inputs.__urn, context),
  );
  return job;
}

/**
 * Waits until the copy is there, and gives it its tags.
 * @param before what our state knew of it; undefined for a new one
 * @throws UnfinishedError when it is not what it should be, and there is something to come back to
 */
export async function settle(
  copy: Copy,
  accountId: string,
  inputs: Inputs,
  before: State | undefined,
  context: Context<Aws>,
): Promise<State> {
  const client = context.cloud.bedrock(placeOf(inputs));
  const isSeen = before?.status === HEALTHY.status;
  let state: State = {
    ...stateOf(copy, accountId, { ...inputs, status: "Creating" }),
    ...(isSeen && shownAs({ ...before, modelStatus: before.status })),
  };
  try {
    if (!isSeen) await awaitJob(client, copy, inputs, context);
    state = { ...state, ...(await awaitModel(client, copy, inputs, context)) };
    if (copy.isFound) await requireKey(state, inputs, context);
    const live = await tagsOf(client, copy.modelArn);
    const wanted = markedTags(inputs.tagsAll, live, state);
    await changeTags(client, copy.modelArn, comparedTags(live, context.cloud.config), wanted);
    return state;
  } catch (thrown) {
    const error = explained(thrown).while(`copying to ${named(inputs)}`);
    // Nothing was made, so there is nothing to keep; what we kept before is to be replaced.
    if (error instanceof NothingMade && before === undefined) throw error;
    const isFailed = error instanceof NothingMade || statusIn(thrown) === "Failed";
    const kept = isFailed ? { ...state, status: "Failed" } : state;
    const isGone = before !== undefined && statusIn(thrown) === NOT_SHOWN;
    throw new UnfinishedError(copy.modelArn, toPlain(kept), isGone ? perhapsDeleted(error) : error);
  }
}

/** The copying came to nothing, or to something that is not ours. */
class NothingMade extends ModelAccessError {}

function statusIn(thrown: unknown): string | undefined {
  return thrown instanceof WaitError ? thrown.seen?.status : undefined;
}

/** @throws NothingMade when the copy surely is under another key than the one asked for */
async function requireKey(
  { modelArn, modelKmsKeyArn }: State,
  inputs: Inputs,
  { cloud }: Context<Aws>,
): Promise<void> {
  const { modelKmsKeyId } = inputs;
  if (modelKmsKeyId === undefined || isSameKey(modelKmsKeyId, modelKmsKeyArn)) return;
  if (modelKmsKeyArn !== undefined && isAlias(modelKmsKeyId)) {
    const arn = await keyArnOf(cloud, placeOf(inputs), modelKmsKeyId);
    if (arn === undefined || arn === modelKmsKeyArn) return;
  }
  throw new NothingMade(
    `creating ${named(inputs)}: a copy of that name is there already, under ${modelKmsKeyArn ?? "AWS's own key"}`,
    [
      `It is ${modelArn}. Choose another modelName, or delete it:`,
      `aws bedrock delete-custom-model --region ${inputs.region} --model-identifier ${modelArn}`,
    ],
    true,
  );
}

async function awaitJob(
  client: BedrockClient,
  { jobArn }: Copy,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<void> {
  if (jobArn === undefined) return;
  const look = async () => {
    // A job of which AWS keeps no record is long over.
    const { status, failureMessage } = (await copyJob(client, jobArn)) ?? { status: "Completed" };
    return { status, ...(failureMessage !== undefined && { message: failureMessage }) };
  };
  const withinSeconds = inputs.__timeouts?.create ?? DEFAULT_COPY_SECONDS;
  const plan = { goal: ["Completed", "Failed"], withinSeconds };
  const what = `${named(inputs)} to be copied`;
  const { status, message } = await waitFor(what, look, plan, waitOptions(inputs.__urn, context));
  if (status !== "Failed") return;
  const why = message ?? "AWS does not say why";
  const { details } = explained(new Error(why));
  throw new NothingMade(`copying to ${named(inputs)} failed`, [why, ...details], true);
}

async function awaitModel(
  client: BedrockClient,
  { modelArn }: Copy,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<Pick<State, "status" | "modelKmsKeyArn" | "baseModelArn">> {
  let shown: Pick<State, "status" | "modelKmsKeyArn" | "baseModelArn"> | undefined;
  const look = async () => {
    const model = await customModel(client, modelArn);
    if (!model) return { status: NOT_SHOWN };
    shown = shownAs(model);
    return { status: shown.status, ...(model.failureMessage && { message: model.failureMessage }) };
  };
  const plan = {
    goal: [HEALTHY.status],
    refused: ["Failed"],
    grace: { statuses: [NOT_SHOWN], seconds: SHOWN_WITHIN_SECONDS },
    withinSeconds: inputs.__timeouts?.create ?? DEFAULT_COPY_SECONDS,
  };
  const what = `${named(inputs)} to be ${HEALTHY.status}`;
  await waitFor(what, look, plan, waitOptions(inputs.__urn, context));
  return shown!;
}

/** What AWS shows of a model. AWS gives no status where there is nothing to wait for. */
export function shownAs(model: {
  modelStatus?: string | undefined;
  modelKmsKeyArn?: string | undefined;
  baseModelArn?: string | undefined;
}): Pick<State, "status" | "modelKmsKeyArn" | "baseModelArn"> {
  const { modelStatus, modelKmsKeyArn, baseModelArn } = model;
  return {
    status: modelStatus ?? HEALTHY.status,
    ...(modelKmsKeyArn !== undefined && { modelKmsKeyArn }),
    ...(baseModelArn !== undefined && { baseModelArn }),
  };
}

export function stateOf({ modelArn, jobArn, adopted }: Copy, accountId: string, inputs: Inputs): State {
  return {
    ...inputs,
    accountId,
    modelArn,
    ...(jobArn !== undefined && { jobArn }),
    sourceAccountId: parseCustomModelArn(inputs.sourceModelArn)?.accountId ?? "",
    adopted,
  };
}
