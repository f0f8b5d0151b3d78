import type { Aws } from "../../aws/aws";
import { isPerhapsLost, lostMessage } from "../../aws/ownership/lost";
import { regionAndRoleOf } from "../../aws/region-and-role";
import type { Context } from "../../core/context";
import { copyJobsFor } from "../../services/bedrock/copy-jobs";
import { customModel } from "../../services/bedrock/custom-models";
import type { Inputs } from "./declaration";
import { deletedByHand } from "./state";

/** Tells of copies of the same source that a killed run may have begun for this resource under another name. */
export async function warnAboutLost(inputs: Inputs, context: Context<Aws>): Promise<void> {
  const { sourceModelArn, region } = inputs;
  const client = context.cloud.bedrock(regionAndRoleOf(inputs));
  const jobs = await copyJobsFor(client, { region, sourceModelArn });
  for (const { modelArn, marker, status } of jobs) {
    if (status === "Failed" || !isPerhapsLost({ arn: modelArn, mark: marker }, context)) continue;
    if (status !== "InProgress" && !(await customModel(client, modelArn))) continue;
    const byHand = deletedByHand({ region, modelArn });
    context.report.warn(lostMessage("custom model", modelArn, byHand));
  }
}
