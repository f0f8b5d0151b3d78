import type { BedrockClient } from "@aws-sdk/client-bedrock";

import type { Aws } from "../../aws/aws";
import { isAws } from "../../aws/errors/explained";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { bedrockSdk } from "../../aws/clients/sdk";
import { type Context, waitOptions } from "../../core/context";
import { messageOf, ModelAccessError } from "../../core/errors";
import { retryWhile, type Seen, sleep, WaitError, waitFor } from "../../core/wait";
import { availabilityOf } from "../../services/bedrock/availability";
import { DEFAULT_TIMEOUT_SECONDS } from "./check";
import { isBusy, named, NO_AGREEMENT, type State } from "./state";
import { needsAgreement } from "../../services/bedrock/offers";

/** Cancels the agreement and waits until it is gone; succeeds when it is gone already. */
export async function cancel(state: State, context: Context<Aws>): Promise<void> {
  const { modelId } = state;
  const client = context.cloud.bedrock(regionAndRoleOf(state));
  /** @returns whether there was something to cancel */
  const request = async (): Promise<boolean> => {
    try {
      await client.send(new (bedrockSdk().DeleteFoundationModelAgreementCommand)({ modelId }));
      return true;
    } catch (thrown) {
      if (await isNothingToCancel(thrown, client, modelId, context)) return false;
      throw thrown;
    }
  };
  const options = waitOptions(context);
  const withinSeconds = context.timeouts.delete ?? DEFAULT_TIMEOUT_SECONDS;
  const isCancelled = await retryWhile(
    `${named(state)} to be deleted`,
    request,
    isBusy,
    withinSeconds,
    options,
  );
  if (!isCancelled) return;
  const look = async (): Promise<Seen> => {
    const live = await availabilityOf(client, modelId);
    return { status: live?.agreementStatus ?? "NOT_AVAILABLE" };
  };
  try {
    await waitFor(`${named(state)} to be gone`, look, { goal: NO_AGREEMENT, withinSeconds }, options);
  } catch (thrown) {
    if (!(thrown instanceof WaitError) || thrown.reason !== "timeout") throw thrown;
    throw new ModelAccessError(
      thrown.summary,
      [
        "A workload that uses the model subscribes to it again: stop it or deny it the model, then run again.",
      ],
      true,
    );
  }
}

/**
 * Whether AWS refuses because there is no agreement: "No agreement exists to cancel", or none is needed, or in other
 * words what AWS shows of it, seen twice.
 */
async function isNothingToCancel(
  thrown: unknown,
  client: BedrockClient,
  modelId: string,
  { pace, signal }: Context<Aws>,
): Promise<boolean> {
  if (isAws(thrown, "ResourceNotFoundException")) return true;
  const isRefused = isAws(thrown, "ValidationException");
  if (!isRefused && !isBusy(thrown)) return false;
  if (isRefused && /no agreement exists|agreement not supported/i.test(messageOf(thrown))) return true;
  for (let looks = 1; looks <= 2; looks += 1) {
    const status = (await availabilityOf(client, modelId))?.agreementStatus ?? "NOT_AVAILABLE";
    if (status === "AVAILABLE" && isRefused) return !(await needsAgreement(client, modelId));
    if (!NO_AGREEMENT.includes(status)) return false;
    await sleep(pace.firstSeconds, signal);
  }
  return true;
}
