import type { Aws } from "../aws/aws";
import { isAws } from "../aws/doing";
import { placeOf } from "../aws/place";
import { bedrockSdk } from "../aws/sdk";
import { MARKER_KEY, markerOf } from "../aws/tags";
import { type Context, waitOptions } from "../core/context";
import { digestUuid } from "../core/digest";
import { ModelAccessError } from "../core/errors";
import { retryWhile, WaitError, waitFor } from "../core/wait";
import { DEFAULT_SHOWN_SECONDS, type Inputs } from "./custom-model-copy.inputs";
import { named } from "./custom-model-copy.state";
import { parseCustomModelArn } from "./custom-model-arn";
import { sharedModels, tagList } from "./custom-models";

/** A policy that was changed a moment ago may still be refused by some of AWS's servers. */
const DENIED_FOR_SECONDS = 60;

/**
 * Waits until the account sees a model that another one shares. Shares belong to the model's own Region.
 * @throws ModelAccessError when it is not shown in time, which names what is missing
 */
export async function awaitSource(accountId: string, inputs: Inputs, context: Context<Aws>): Promise<void> {
  const { sourceModelArn, shareArn } = inputs;
  const source = parseCustomModelArn(sourceModelArn)!;
  const client = context.cloud.bedrock({ ...placeOf(inputs), region: source.region });
  const look = async () => {
    const model = (await sharedModels(client)).find(({ modelArn }) => modelArn === sourceModelArn);
    return { status: model ? "SHOWN" : "NOT_SHOWN" };
  };
  const withinSeconds = inputs.__timeouts?.create ?? DEFAULT_SHOWN_SECONDS;
  const what = `the source of ${named(inputs)} to be shown`;
  try {
    await waitFor(what, look, { goal: ["SHOWN"], withinSeconds }, waitOptions(inputs.__urn, context));
  } catch (thrown) {
    if (!(thrown instanceof WaitError) || thrown.reason === "cancelled") throw thrown;
    throw new ModelAccessError(
      thrown.summary,
      [
        `Account ${accountId} sees no custom model ${sourceModelArn} of account ${source.accountId} in ${source.region}.`,
        shareArn === undefined
          ? "Its owner has to share it (CustomModelShare); if this program does, give shareArn, so that the copy waits for it."
          : `The share ${shareArn} does not show it: the model and this account (or its unit or organization) must be in it.`,
      ],
      true,
    );
  }
}

/**
 * Asks AWS to begin.
 * @param generation how many jobs of ours are over: AWS may remember the token of each
 * @param isForeign whether the source is another account's, whose share may reach AWS's servers one after the other
 * @returns the job's ARN, where AWS says it
 */
export async function startCopying(
  generation: number,
  isForeign: boolean,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<string | undefined> {
  const { sourceModelArn, modelName, modelKmsKeyId, tagsAll, __urn } = inputs;
  const client = context.cloud.bedrock(placeOf(inputs));
  const request = {
    sourceModelArn,
    targetModelName: modelName,
    ...(modelKmsKeyId !== undefined && { modelKmsKeyId }),
    targetModelTags: tagList({ ...tagsAll, [MARKER_KEY]: markerOf(__urn) }),
  };
  const clientRequestToken = digestUuid(__urn, request, generation);
  const started = performance.now();
  const isLate = (thrown: unknown): boolean =>
    isForeign &&
    (isAws(thrown, "ResourceNotFoundException") ||
      (isAws(thrown, "AccessDeniedException") && performance.now() - started < DENIED_FOR_SECONDS * 1000));
  const command = new (bedrockSdk().CreateModelCopyJobCommand)({ ...request, clientRequestToken });
  const { jobArn } = await retryWhile(
    `${named(inputs)} to be begun`,
    () => client.send(command),
    isLate,
    inputs.__timeouts?.create ?? DEFAULT_SHOWN_SECONDS,
    waitOptions(__urn, context),
  );
  return jobArn;
}
