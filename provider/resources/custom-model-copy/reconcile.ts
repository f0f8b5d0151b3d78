import type { BedrockClient } from "@aws-sdk/client-bedrock";

import type { Aws } from "../../aws/aws";
import { explained } from "../../aws/errors/explained";
import { keyArnOf } from "../../aws/kms/key-arn";
import { isAlias, isSameKey } from "../../aws/kms/kms-key-id";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { firstMark, judged, MARKER_KEY, ownershipOf, withMark } from "../../aws/ownership/marks";
import { comparedTags, type Tags } from "../../aws/tags";
import { type Context, waitOptions } from "../../core/context";
import { ModelAccessError, perhapsDeleted, UnfinishedError } from "../../core/errors";
import { toPlain } from "../../core/props";
import { lateFor, WaitError, waitFor } from "../../core/wait";
import { copyJob } from "../../services/bedrock/copy-jobs";
import type { Copy } from "./begin";
import { DEFAULT_COPY_SECONDS } from "./check";
import { HEALTHY, type Inputs } from "./declaration";
import { deletedByHand, named, type State } from "./state";
import { parseCustomModelArn } from "../../services/bedrock/custom-model-arn";
import { changeTags, customModel, tagsOf } from "../../services/bedrock/custom-models";

/** How long a copy that is completed may not be shown. */
const SHOWN_WITHIN_SECONDS = 5 * 60;
const NOT_SHOWN = "NOT_SHOWN";
const NO_TRACE =
  "AWS shows neither the job nor a model. The next `pulumi up` looks again, and else begins anew.";
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
  const client = context.cloud.bedrock(regionAndRoleOf(inputs));
  const isSeen = before?.status === HEALTHY.status;
  let state: State = {
    ...stateOf(copy, accountId, { ...inputs, status: "Creating" }),
    ...(before?.__mark !== undefined && { __mark: before.__mark }),
    ...(isSeen && shownAs({ ...before, modelStatus: before.status })),
  };
  try {
    if (!isSeen) await awaitJob(client, copy, inputs, context);
    state = { ...state, ...(await awaitModel(client, copy, before, inputs, context)) };
    if (copy.isFound) await requireKey(state, inputs, context);
    const live = await tagsOf(client, copy.modelArn);
    const { bears, ...whose } = ownershipOf(
      markOf(copy, live, context),
      { ...state, urn: context.urn },
      copy.isFound,
    );
    const wanted = withMark(inputs.tagsAll, bears);
    await changeTags(client, copy.modelArn, comparedTags(live, context.cloud.config), wanted);
    return { ...state, ...whose };
  } catch (thrown) {
    const error = explained(thrown).while(`copying to ${named(inputs)}`);
    // Nothing was made, so there is nothing to keep; what we kept before is to be replaced.
    if (error instanceof NothingMade && before === undefined && !error.hasLeftModel) throw error;
    const isFailed = error instanceof NothingMade || statusIn(thrown) === "Failed";
    const kept = isFailed ? { ...state, status: "Failed" } : state;
    const isGone = before !== undefined && isNotShown(thrown);
    if (isGone) throw new UnfinishedError(copy.modelArn, toPlain(kept), perhapsDeleted(error));
    throw new UnfinishedError(
      copy.modelArn,
      toPlain(kept),
      kept.status === "Creating" ? error.advising(GOES_ON) : error,
    );
  }
}

/** Jobs need not tell whose they are; the model does, by the name that the resource had when it was made. */
function markOf({ known }: Copy, { [MARKER_KEY]: mark }: Tags, { urn }: Context<Aws>): string | undefined {
  return known && judged(mark, known) !== "others" ? firstMark(urn) : mark;
}

/** The wait has ended, and the copying has not: whoever comes back finds it. */
const GOES_ON = "AWS goes on copying: the next `pulumi up` waits on, and begins nothing anew.";

/** The copying came to nothing, or to something that is not ours. */
class NothingMade extends ModelAccessError {
  /** AWS may leave a model behind that is Failed, and has the name. */
  hasLeftModel = false;
}

function statusIn(thrown: unknown): string | undefined {
  return thrown instanceof WaitError ? thrown.seen?.status : undefined;
}

/** AWS has shown nothing for as long as was waited; who was interrupted cannot tell. */
function isNotShown(thrown: unknown): boolean {
  return statusIn(thrown) === NOT_SHOWN && (thrown as WaitError).reason !== "cancelled";
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
    const arn = await keyArnOf(cloud, regionAndRoleOf(inputs), modelKmsKeyId);
    if (arn === undefined || arn === modelKmsKeyArn) return;
  }
  throw new NothingMade(
    `creating ${named(inputs)}: a copy of that name is there already, under ${modelKmsKeyArn ?? "AWS's own key"}`,
    [
      `It is ${modelArn}. Choose another modelName, or delete it (replacePolicy: "delete-first" does, if it is this resource's):`,
      deletedByHand({ region: inputs.region, modelArn }),
    ],
    true,
  );
}

async function awaitJob(
  client: BedrockClient,
  { jobArn, modelArn, adopted }: Copy,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<void> {
  if (jobArn === undefined) return;
  const look = async () => {
    // A job of which AWS keeps no record is long over.
    const { status, failureMessage } = (await copyJob(client, jobArn)) ?? { status: "Completed" };
    return { status, ...(failureMessage !== undefined && { message: failureMessage }) };
  };
  const withinSeconds = context.timeouts.create ?? DEFAULT_COPY_SECONDS;
  const plan = { goal: ["Completed", "Failed"], withinSeconds };
  const what = `${named(inputs)} to be copied`;
  const { status, message } = await waitFor(what, look, plan, waitOptions(context));
  if (status !== "Failed") return;
  const why = message ?? "AWS does not say why";
  const { details } = explained(new Error(why));
  const error = new NothingMade(`copying to ${named(inputs)} failed`, [why, ...details], true);
  error.hasLeftModel = !adopted && (await customModel(client, modelArn)) !== undefined;
  throw error;
}

async function awaitModel(
  client: BedrockClient,
  { modelArn, jobArn }: Copy,
  before: State | undefined,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<Pick<State, "status" | "modelKmsKeyArn" | "baseModelArn">> {
  let shown: Pick<State, "status" | "modelKmsKeyArn" | "baseModelArn"> | undefined;
  const wasSeen = before?.status === HEALTHY.status;
  const look = async () => {
    const model = await customModel(client, modelArn);
    if (!model) return { status: NOT_SHOWN };
    shown = shownAs(model);
    return { status: shown.status, ...(model.failureMessage && { message: model.failureMessage }) };
  };
  const { create, update } = context.timeouts;
  const plan = {
    goal: [HEALTHY.status],
    refused: ["Failed"],
    grace: { statuses: [NOT_SHOWN], seconds: wasSeen ? lateFor(update) : SHOWN_WITHIN_SECONDS },
    withinSeconds: create ?? DEFAULT_COPY_SECONDS,
  };
  const what = `${named(inputs)} to be ${HEALTHY.status}`;
  try {
    await waitFor(what, look, plan, waitOptions(context));
  } catch (thrown) {
    // Neither a job nor a model: it has failed, and AWS keeps no record of that.
    const isNothing = !before && isNotShown(thrown) && !(await copyJob(client, jobArn ?? ""));
    throw isNothing ? new NothingMade(explained(thrown).summary, [NO_TRACE], true) : thrown;
  }
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
