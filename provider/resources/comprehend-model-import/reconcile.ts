import type { ComprehendClient } from "@aws-sdk/client-comprehend";

import type { Aws } from "../../aws/aws";
import { catalogue } from "../../aws/errors/catalogue";
import { explained } from "../../aws/errors/explained";
import { isSameKey } from "../../aws/kms/kms-key-id";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { bearsUrn, MARKER_KEY, ownershipOf, withMark } from "../../aws/ownership/marks";
import { comparedTags } from "../../aws/tags";
import { type Context, waitOptions } from "../../core/context";
import { ModelAccessError, UnfinishedError } from "../../core/errors";
import { toPlain } from "../../core/props";
import { sleep, WaitError, waitFor } from "../../core/wait";
import { DEFAULT_IMPORT_SECONDS } from "./check";
import { HEALTHY, type Inputs } from "./declaration";
import { warnAboutLost } from "./lost-imports";
import { remove } from "./remove";
import { startImporting } from "./start";
import { BROKEN, named, type State, stateOf, targetOf, USABLE } from "./state";
import { changeTags, tagsOf } from "./model-tags";
import { describedModel, type LiveModel } from "../../services/comprehend/models";

interface Found extends Pick<State, "modelArn" | "adopted"> {
  /** It was there when this run's create came. */
  readonly isFound?: boolean;
}

/** How long an import that has begun may not be shown. */
const SHOWN_WITHIN_SECONDS = 5 * 60;
/** AWS may say for a while that a name is taken, and show nobody who has it. */
const MOST_LOOKS = 10;

/** The import that a run of ours has begun and could not save, one that is there already, else a new one. */
export async function findOrImport(accountId: string, inputs: Inputs, context: Context<Aws>): Promise<Found> {
  const { cloud, pace, signal } = context;
  const client = cloud.comprehend(regionAndRoleOf(inputs));
  const target = targetOf(inputs, accountId);
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    if (look > 0) await sleep(Math.min(pace.firstSeconds * 2 ** look, pace.longestSeconds), signal);
    const live = await describedModel(client, target);
    const found = live && (await taken(client, live, inputs, context.urn));
    if (found) return found;
    // What is being deleted, or has failed and is ours, has to be gone first. What works is never deleted here.
    if (live) await remove(target, inputs, context);
    if (look === 0) await warnAboutLost(inputs, context);
    const modelArn = await startImporting(accountId, inputs, context);
    if (modelArn !== undefined) return { modelArn, adopted: false };
  }
  throw new ModelAccessError(`the name ${catalogue.versionTaken.says}, and AWS shows no model that has it`);
}

/**
 * What is there under the name, if it can be taken for what is wanted; undefined when it may and must be deleted.
 * @throws ModelAccessError when it is somebody else's
 */
async function taken(
  client: ComprehendClient,
  live: LiveModel,
  inputs: Inputs,
  urn: string,
): Promise<Found | undefined> {
  if (live.Status === "DELETING") return undefined;
  const { modelKmsKeyId, sourceModelArn, dataAccessRoleArn } = inputs;
  const others = (what: string): ModelAccessError =>
    new ModelAccessError(`a model of that name and version ${catalogue.versionTaken.says}, ${what}`, [
      `It is ${live.Arn}.`,
      ...catalogue.versionTaken.next,
    ]);
  const isOurs = bearsUrn((await tagsOf(client, live.Arn))[MARKER_KEY], urn);
  // What bears our mark was imported, even if AWS should not say from what.
  if (live.SourceModelArn === undefined && !isOurs) throw others("of which AWS shows no source");
  if ((live.SourceModelArn ?? sourceModelArn) !== sourceModelArn) {
    throw others(`imported from ${live.SourceModelArn}`);
  }
  const isBroken = BROKEN.includes(live.Status);
  if (isOurs && isBroken) return undefined;
  if (isBroken) throw others(`of the same source, and is ${live.Status}`);
  const isSameRole = dataAccessRoleArn === undefined || dataAccessRoleArn === live.DataAccessRoleArn;
  if (modelKmsKeyId !== undefined && !isSameKey(modelKmsKeyId, live.ModelKmsKeyId)) {
    throw others(`of the same source, under ${live.ModelKmsKeyId ?? "AWS's own key"}`);
  }
  if (!isSameRole) throw others(`of the same source, by ${live.DataAccessRoleArn ?? "no role"}`);
  return { modelArn: live.Arn, adopted: !isOurs, isFound: true };
}

/** Trainings were seen to wait five hours for capacity: longer than most credentials of a pipeline. */
const GOES_ON = [
  "AWS goes on with the import, which can take hours. The next `pulumi up` waits for it again, and begins no other;",
  "customTimeouts say for how long.",
];

function isEnded(live: LiveModel | undefined): boolean {
  return live !== undefined && [...USABLE, ...BROKEN, "DELETING"].includes(live.Status);
}

/**
 * Waits until the model can be used, and gives it its tags.
 * @param before what our state knew of it; undefined for a new one
 * @throws UnfinishedError when it is not what it should be
 */
export async function settle(
  found: Found,
  accountId: string,
  inputs: Inputs,
  before: State | undefined,
  context: Context<Aws>,
): Promise<State> {
  const { cloud } = context;
  const client = cloud.comprehend(regionAndRoleOf(inputs));
  let live: LiveModel | undefined;
  const look = async () => {
    const now = await describedModel(client, targetOf(inputs, accountId));
    if (!now) return { status: "NOT_SHOWN" };
    live = now;
    return { status: now.Status, ...(now.Message !== undefined && { message: now.Message }) };
  };
  try {
    await awaitTrained(look, inputs, before, context);
    const tags = await tagsOf(client, found.modelArn);
    const known = { ...inputs, urn: context.urn, __mark: before?.__mark, adopted: found.adopted };
    const { bears, ...whose } = ownershipOf(tags[MARKER_KEY], known, found.isFound);
    const compared = comparedTags(tags, cloud.config);
    const wanted = withMark(inputs.tagsAll, bears);
    await changeTags(client, found.modelArn, compared, wanted, waitOptions(context));
    return { ...stateOf(found, accountId, inputs, live), ...whose };
  } catch (thrown) {
    const error = explained(thrown).while(`importing ${named(inputs)}`);
    const isOver = thrown instanceof WaitError ? thrown.reason === "refused" : isEnded(live);
    const state = { ...stateOf(found, accountId, inputs, live), __mark: before?.__mark };
    throw new UnfinishedError(found.modelArn, toPlain(state), isOver ? error : error.advising(...GOES_ON));
  }
}

async function awaitTrained(
  look: () => Promise<{ status: string; message?: string }>,
  inputs: Inputs,
  before: State | undefined,
  context: Context<Aws>,
): Promise<void> {
  // What was there before is not merely late when it is not shown.
  const wasThere = before !== undefined && USABLE.includes(before.status);
  const plan = {
    goal: USABLE,
    refused: [...BROKEN, "DELETING"],
    grace: { statuses: ["NOT_SHOWN"], seconds: wasThere ? 0 : SHOWN_WITHIN_SECONDS },
    withinSeconds: context.timeouts[before ? "update" : "create"] ?? DEFAULT_IMPORT_SECONDS,
  };
  try {
    const what = `${named(inputs)} to be ${HEALTHY.status}`;
    await waitFor(what, look, plan, waitOptions(context));
  } catch (thrown) {
    if (!(thrown instanceof WaitError) || !BROKEN.includes(thrown.seen?.status ?? "")) throw thrown;
    const next = [
      ...adviceFor(thrown.seen?.message ?? ""),
      "The next `pulumi up` deletes it and imports again.",
    ];
    throw thrown.advising(...next);
  }
}

/** What to do about an import that failed, as far as AWS's message tells. */
function adviceFor(message: string): readonly string[] {
  if (/\bKMS\b|kms:|encryption key/i.test(message)) return catalogue.importKey.next;
  if (/\brole\b/i.test(message)) return catalogue.importRole.next;
  return /polic|not authorized|denied/i.test(message) ? catalogue.importDenied.next : [];
}
