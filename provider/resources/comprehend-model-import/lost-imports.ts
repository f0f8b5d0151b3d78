import type { Aws } from "../../aws/aws";
import { unlessDenied } from "../../aws/errors/denials";
import { isPerhapsLost, lostMessage } from "../../aws/ownership/lost";
import { MARKER_KEY } from "../../aws/ownership/marks";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { noneIfGone } from "../../aws/tags";
import type { Context } from "../../core/context";
import { modelVersions } from "../../services/comprehend/models";
import type { Inputs } from "./declaration";
import { tagsOf } from "./model-tags";
import { deletedByHand, sourceOf } from "./state";

/** Tells of imports of the same source that a killed run may have begun for this resource under another name. */
export async function warnAboutLost(inputs: Inputs, context: Context<Aws>): Promise<void> {
  const { sourceModelArn, region } = inputs;
  const { kind } = sourceOf(inputs);
  const client = context.cloud.comprehend(regionAndRoleOf(inputs));
  // Only to tell of: whoever may not list models is not told.
  const versions = (await unlessDenied(modelVersions(client, kind, undefined))) ?? [];
  for (const { Arn: arn, SourceModelArn, Status } of versions) {
    if (SourceModelArn !== sourceModelArn || Status === "DELETING") continue;
    const tags = (await unlessDenied(tagsOf(client, arn).catch(noneIfGone))) ?? {};
    if (!isPerhapsLost({ arn, mark: tags[MARKER_KEY] }, context)) continue;
    context.report.warn(lostMessage("Comprehend model", arn, deletedByHand(kind, region, arn)));
  }
}
