import type { Aws } from "../../aws/aws";
import { isAws } from "../../aws/errors/explained";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { bedrockSdk } from "../../aws/clients/sdk";
import { sendOnce } from "../../aws/clients/send-once";
import { firstMark, withMark } from "../../aws/ownership/marks";
import { type Context, waitOptions } from "../../core/context";
import { digestUuid } from "../../core/digest";
import { ModelAccessError } from "../../core/errors";
import { retryWhile, WaitError, waitFor } from "../../core/wait";
import { DEFAULT_SHOWN_SECONDS } from "./check";
import { type Inputs } from "./declaration";
import { named } from "./state";
import { parseCustomModelArn } from "../../services/bedrock/custom-model-arn";
import { sharedModels, tagList } from "../../services/bedrock/custom-models";

/** A policy that was changed a moment ago may still be refused by some of AWS's servers. */
const DENIED_FOR_SECONDS = 60;
/** The name of a model that was deleted may not be free at once. */
const FREED_WITHIN_SECONDS = 2 * 60;

/**
 * Waits until the account sees a model that another one shares. Shares belong to the model's own Region.
 * @throws ModelAccessError when it is not shown in time, which names what is missing
 */
export async function awaitSource(accountId: string, inputs: Inputs, context: Context<Aws>): Promise<void> {
  const { sourceModelArn, shareArn } = inputs;
  const source = parseCustomModelArn(sourceModelArn)!;
  const client = context.cloud.bedrock({ ...regionAndRoleOf(inputs), region: source.region });
  const look = async () => {
    const model = (await sharedModels(client)).find(({ modelArn }) => modelArn === sourceModelArn);
    return { status: model ? "SHOWN" : "NOT_SHOWN" };
  };
  const withinSeconds = context.timeouts.create ?? DEFAULT_SHOWN_SECONDS;
  const what = `the source of ${named(inputs)} to be shown`;
  try {
    await waitFor(what, look, { goal: ["SHOWN"], withinSeconds }, waitOptions(context));
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

/** How the copying is to be begun. */
interface Attempt {
  /** How many jobs of ours are over: AWS may remember the token of each. */
  readonly generation: number;
  /** Whether the source is another account's, whose share may reach AWS's servers one after the other. */
  readonly isForeign: boolean;
  /** Whether the name was ours until a moment ago. */
  readonly isFreed: boolean;
}

/**
 * Asks AWS to begin.
 * @param isBegun looks whether it has been, where an answer is lost, or is none of AWS's
 * @returns the job's ARN, where AWS says it
 */
export async function startCopying(
  { generation, isForeign, isFreed }: Attempt,
  inputs: Inputs,
  isBegun: () => Promise<boolean>,
  context: Context<Aws>,
): Promise<string | undefined> {
  const { sourceModelArn, modelName, modelKmsKeyId, tagsAll } = inputs;
  const { cloud, pace, signal } = context;
  const client = cloud.bedrockOnce(regionAndRoleOf(inputs));
  const request = {
    sourceModelArn,
    targetModelName: modelName,
    ...(modelKmsKeyId !== undefined && { modelKmsKeyId }),
    targetModelTags: tagList(withMark(tagsAll, firstMark(context.urn))),
  };
  const clientRequestToken = digestUuid(context.urn, request, generation);
  const started = performance.now();
  const isWithin = (seconds: number): boolean => performance.now() - started < seconds * 1000;
  let refused: unknown;
  const isLate = (thrown: unknown): boolean => {
    refused = thrown;
    // Nobody knows AWS's code for a name that is not free yet.
    const isName = isAws(thrown, "ValidationException") || isAws(thrown, "ConflictException");
    if (isFreed && isName) return isWithin(FREED_WITHIN_SECONDS);
    if (!isForeign) return false;
    return (
      isAws(thrown, "ResourceNotFoundException") ||
      (isAws(thrown, "AccessDeniedException") && isWithin(DENIED_FOR_SECONDS))
    );
  };
  const command = new (bedrockSdk().CreateModelCopyJobCommand)({ ...request, clientRequestToken });
  let jobArn: string | undefined;
  const send = async () => {
    ({ jobArn } = await client.send(command));
  };
  try {
    await retryWhile(
      `${named(inputs)} to be begun`,
      () => sendOnce(send, isBegun, { retries: cloud.retries, pace, signal }),
      isLate,
      context.timeouts.create ?? DEFAULT_SHOWN_SECONDS,
      waitOptions(context),
    );
    return jobArn;
  } catch (thrown) {
    // AWS's own words tell more than how long they were heard.
    throw thrown instanceof WaitError && thrown.reason === "timeout" ? refused : thrown;
  }
}
