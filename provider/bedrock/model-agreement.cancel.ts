import type { Aws } from "../aws/aws";
import { isAws } from "../aws/doing";
import { placeOf } from "../aws/place";
import { bedrockSdk } from "../aws/sdk";
import { type Context, waitOptions } from "../core/context";
import { messageOf, ModelAccessError } from "../core/errors";
import { retryWhile, type Seen, WaitError, waitFor } from "../core/wait";
import { availabilityOf } from "./availability";
import { DEFAULT_TIMEOUT_SECONDS } from "./model-agreement.inputs";
import { isBusy, named, NO_AGREEMENT, type State } from "./model-agreement.state";

/** Cancels the agreement and waits until it is gone; succeeds when it is gone already. */
export async function cancel(state: State, context: Context<Aws>): Promise<void> {
  const { modelId } = state;
  const client = context.cloud.bedrock(placeOf(state));
  const request = () => client.send(new (bedrockSdk().DeleteFoundationModelAgreementCommand)({ modelId }));
  const options = waitOptions(state.__urn, context);
  const withinSeconds = state.__timeouts?.delete ?? DEFAULT_TIMEOUT_SECONDS;
  try {
    await retryWhile(`${named(state)} to be deleted`, request, isBusy, withinSeconds, options);
  } catch (thrown) {
    if (isNothingToCancel(thrown)) return;
    throw thrown;
  }
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

/** "No agreement exists to cancel"; also a model that AWS has since freed of agreements. */
function isNothingToCancel(thrown: unknown): boolean {
  if (isAws(thrown, "ResourceNotFoundException")) return true;
  return isAws(thrown, "ValidationException") && /no agreement exists|not supported/i.test(messageOf(thrown));
}
