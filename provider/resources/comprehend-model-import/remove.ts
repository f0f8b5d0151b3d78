import type { ComprehendClient } from "@aws-sdk/client-comprehend";

import type { Aws } from "../../aws/aws";
import { catalogue } from "../../aws/errors/catalogue";
import { explained, isAws } from "../../aws/errors/explained";
import { type RegionAndRole, regionAndRoleOf } from "../../aws/region-and-role";
import { comprehendSdk } from "../../aws/clients/sdk";
import { type Context, waitOptions } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import { retryWhile, WaitError, waitFor } from "../../core/wait";
import { type ModelVersionArn, modelArnOf } from "../../services/comprehend/model-arn";
import { BROKEN, named, USABLE } from "./state";
import { describedModel } from "../../services/comprehend/models";

/** What is in use now may be so because it is just being given up. */
const IN_USE_FOR_SECONDS = 2 * 60;
const DEFAULT_DELETE_SECONDS = 30 * 60;

/**
 * Deletes a version, and no other of the same name, and waits until AWS shows it no longer; succeeds when it is gone
 * already. What is under way is stopped before.
 */
export async function remove(
  version: ModelVersionArn,
  resource: RegionAndRole,
  context: Context<Aws>,
): Promise<void> {
  const client = context.cloud.comprehend(regionAndRoleOf(resource));
  const options = waitOptions(context);
  const withinSeconds = context.timeouts.delete ?? DEFAULT_DELETE_SECONDS;
  const look = async () => ({ status: (await describedModel(client, version))?.Status ?? "GONE" });
  const { status } = await look();
  if (status === "GONE") return;
  if (![...USABLE, ...BROKEN, "DELETING"].includes(status)) {
    await stop(client, version);
    const plan = { goal: [...USABLE, ...BROKEN, "DELETING", "GONE"], withinSeconds };
    await waitFor(`${named(version)} to be stopped`, look, plan, options);
  }
  let last: unknown;
  const isBusy = (thrown: unknown): boolean => {
    last = thrown;
    return isAws(thrown, "ResourceInUseException") || isAws(thrown, "ResourceUnavailableException");
  };
  try {
    await retryWhile(
      `${named(version)} to be free`,
      () => deleteVersion(client, version),
      isBusy,
      Math.min(IN_USE_FOR_SECONDS, withinSeconds),
      options,
    );
  } catch (thrown) {
    if (!(thrown instanceof WaitError) || thrown.reason === "cancelled") throw thrown;
    if (!isAws(last, "ResourceInUseException")) throw last;
    throw new ModelAccessError(catalogue.modelServes.says, [
      explained(last).summary,
      ...(await usersOf(client, version)),
      ...catalogue.modelServes.next,
    ]);
  }
  // AWS may show for moments what is gone, and the other way round.
  const plan = { goal: ["GONE"], inARow: 3, withinSeconds };
  await waitFor(`${named(version)} to be gone`, look, plan, options);
}

async function stop(client: ComprehendClient, version: ModelVersionArn): Promise<void> {
  const { StopTrainingDocumentClassifierCommand, StopTrainingEntityRecognizerCommand } = comprehendSdk();
  const arn = modelArnOf(version);
  try {
    await (version.kind === "document-classifier"
      ? client.send(new StopTrainingDocumentClassifierCommand({ DocumentClassifierArn: arn }))
      : client.send(new StopTrainingEntityRecognizerCommand({ EntityRecognizerArn: arn })));
  } catch (thrown) {
    // It has ended, or is gone, in this moment: what follows sees that.
    // Or it cannot be stopped: then its end is waited for.
    const codes = ["ResourceNotFoundException", "InvalidRequestException", "ResourceUnavailableException"];
    if (!codes.some((code) => isAws(thrown, code))) throw thrown;
  }
}

async function deleteVersion(client: ComprehendClient, version: ModelVersionArn): Promise<void> {
  const { DeleteDocumentClassifierCommand, DeleteEntityRecognizerCommand } = comprehendSdk();
  const arn = modelArnOf(version);
  try {
    await (version.kind === "document-classifier"
      ? client.send(new DeleteDocumentClassifierCommand({ DocumentClassifierArn: arn }))
      : client.send(new DeleteEntityRecognizerCommand({ EntityRecognizerArn: arn })));
  } catch (thrown) {
    // It is gone, or being deleted already.
    if (isAws(thrown, "ResourceNotFoundException")) return;
    const isGoing = async () => (await describedModel(client, version))?.Status === "DELETING";
    if (isAws(thrown, "ResourceUnavailableException") && (await isGoing())) return;
    throw thrown;
  }
}

/** Who uses a model, as far as AWS tells. */
async function usersOf(client: ComprehendClient, version: ModelVersionArn): Promise<string[]> {
  const users: string[] = [];
  try {
    const filter = { Filter: { ModelArn: modelArnOf(version) } };
    for await (const { EndpointPropertiesList = [] } of comprehendSdk().paginateListEndpoints(
      { client },
      filter,
    )) {
      users.push(...EndpointPropertiesList.map(({ EndpointArn }) => `Endpoint ${EndpointArn} serves it.`));
    }
    const flywheel = (await describedModel(client, version))?.FlywheelArn;
    if (flywheel !== undefined) users.push(`Flywheel ${flywheel} has it.`);
  } catch {
    // Who may not look is told all the same that it is in use.
  }
  return users;
}
