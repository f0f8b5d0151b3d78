import type { Aws } from "../../aws/aws";
import { catalogue } from "../../aws/errors/catalogue";
import { explained, isAws } from "../../aws/errors/explained";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { bedrockSdk } from "../../aws/clients/sdk";
import { type Context, waitOptions } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import { retryWhile, WaitError, waitFor } from "../../core/wait";
import { copyJob } from "../../services/bedrock/copy-jobs";
import { DEFAULT_COPY_SECONDS } from "./check";
import { HEALTHY } from "./declaration";
import { named, type State } from "./state";
import { customModel } from "../../services/bedrock/custom-models";

/** What is in use now may be so because it is just being given up. */
const IN_USE_FOR_SECONDS = 2 * 60;

/** Deletes the copy and waits until AWS shows it no longer; succeeds when it is gone already. */
export async function remove(state: State, context: Context<Aws>): Promise<void> {
  const client = context.cloud.bedrock(regionAndRoleOf(state));
  const { modelArn, jobArn } = state;
  const options = waitOptions(context);
  const withinSeconds = context.timeouts.delete ?? DEFAULT_COPY_SECONDS;
  if (state.status !== HEALTHY.status && jobArn !== undefined) {
    // A job cannot be stopped: without waiting for it, a model would be left that nobody knows of.
    const look = async () => ({ status: (await copyJob(client, jobArn))?.status ?? "Completed" });
    const plan = { goal: ["Completed", "Failed"], withinSeconds };
    await waitFor(`${named(state)} to be copied, which cannot be stopped,`, look, plan, options);
    // Its model follows a moment later, and is not deleted before.
    const lookAtModel = async () => ({
      status: (await customModel(client, modelArn))?.modelStatus ?? "GONE",
    });
    const settled = { goal: [HEALTHY.status, "Failed", "GONE"], withinSeconds };
    await waitFor(`${named(state)} to be ready to be deleted`, lookAtModel, settled, options);
  }
  let refused: unknown;
  const isInUse = (thrown: unknown): boolean => {
    refused = thrown;
    return isAws(thrown, "ConflictException") || isAws(thrown, "ResourceInUseException");
  };
  try {
    await retryWhile(
      `${named(state)} to be free`,
      () => client.send(new (bedrockSdk().DeleteCustomModelCommand)({ modelIdentifier: modelArn })),
      isInUse,
      Math.min(IN_USE_FOR_SECONDS, withinSeconds),
      options,
    );
  } catch (thrown) {
    if (isAws(thrown, "ResourceNotFoundException")) return;
    if (!(thrown instanceof WaitError) || thrown.reason === "cancelled") throw thrown;
    const { summary } = explained(refused);
    throw new ModelAccessError(catalogue.modelInUse.says, [summary, ...catalogue.modelInUse.next]);
  }
  const look = async () => ({ status: (await customModel(client, modelArn)) ? "DELETING" : "GONE" });
  await waitFor(`${named(state)} to be gone`, look, { goal: ["GONE"], withinSeconds }, options);
}
