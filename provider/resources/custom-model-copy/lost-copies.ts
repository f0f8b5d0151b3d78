import type { Aws } from "../../aws/aws";
import { bearsUrn, type Marked } from "../../aws/ownership/marks";
import { regionAndRoleOf } from "../../aws/region-and-role";
import type { Context } from "../../core/context";
import { copyJobsFor } from "../../services/bedrock/copy-jobs";
import { customModel } from "../../services/bedrock/custom-models";
import { deletedByHand } from "./state";
import type { Inputs } from "./declaration";

/**
 * Tells of copies of the same source that bear this resource's mark under another name. A run that was killed may have begun
 * one, before the program was given another name. It is not deleted: the same stack in another backend has the same mark.
 */
export async function warnAboutLost(inputs: Inputs, context: Context<Aws>): Promise<void> {
  const { sourceModelArn, region } = inputs;
  const { claims, cloud, report, urn } = context;
  const client = cloud.bedrock(regionAndRoleOf(inputs));
  const jobs = await copyJobsFor(client, { region, sourceModelArn });
  for (const { modelArn, marker, status } of jobs) {
    const isInState = claims.remembered<Marked>(modelArn)?.urn === urn;
    if (status === "Failed" || !bearsUrn(marker, urn) || isInState) continue;
    if (status !== "InProgress" && !(await customModel(client, modelArn))) continue;
    report.warn(
      `the custom model ${modelArn} bears this resource's mark under another name: a run that was killed may have begun ` +
        `it\n  Unless another state has it: ${deletedByHand({ region, modelArn })}`,
    );
  }
}
