import type { Aws } from "../../aws/aws";
import { doing } from "../../aws/errors/explained";
import { regionAndRoleFor } from "../../aws/region-and-role";
import { ModelAccessError } from "../../core/errors";
import type { GetComprehendModelArgs } from "../shapes/comprehend-models";
import type { ListComprehendModelVersionsArgs } from "../shapes/comprehend-models";
import { parseModelArn } from "../../services/comprehend/model-arn";
import { describedModel, modelVersions } from "../../services/comprehend/models";
import type { ComprehendModel } from "../../services/comprehend/comprehend-model";
import { shown } from "../../services/comprehend/shown-model";

/** @throws ModelAccessError when there is no such model, or AWS refuses */
export async function readComprehendModel(
  cloud: Aws,
  args: GetComprehendModelArgs,
): Promise<ComprehendModel> {
  const { modelArn } = args;
  return doing(`reading Comprehend model ${modelArn}`, async () => {
    const model = parseModelArn(modelArn);
    if (!model) throw new ModelAccessError("this is no ARN of a document classifier or an entity recognizer");
    const place = await regionAndRoleFor(cloud, args, model.region);
    const { accountId } = await cloud.identity(place);
    const live = await describedModel(cloud.comprehend(place), model);
    if (!live) throw new ModelAccessError(`account ${accountId} has no such model in ${place.region}`);
    return shown(live);
  });
}

/** @throws ModelAccessError when AWS refuses */
export async function readComprehendModelVersions(
  cloud: Aws,
  args: ListComprehendModelVersionsArgs,
): Promise<ComprehendModel[]> {
  const { kind, modelName } = args;
  return doing(
    `listing versions of Comprehend models (${kind}${modelName ? ` ${modelName}` : ""})`,
    async () => {
      const place = await regionAndRoleFor(cloud, args);
      // The account is checked before anything else is asked.
      await cloud.identity(place);
      const found = await modelVersions(cloud.comprehend(place), kind, modelName);
      return found.sort((one, other) => submittedAt(other) - submittedAt(one)).map(shown);
    },
  );
}

function submittedAt({ SubmitTime }: { readonly SubmitTime?: Date | undefined }): number {
  return SubmitTime?.getTime() ?? 0;
}
