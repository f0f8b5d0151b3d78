import type { Aws } from "../../aws/aws";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { customModel, ownModels } from "../../services/bedrock/custom-models";
import type { Context } from "../../core/context";
import type { State } from "./state";

/**
 * Warns of models that the share names and that are there no longer: RAM may go on calling them shared, while nobody can
 * copy them. The models of an account and Region are listed once for all shares; what that does not show is asked for by itself.
 */
export async function warnOfLostModels(
  { resourceArns, ...state }: Pick<State, "resourceArns" | "name" | "arn" | "region" | "assumeRole">,
  { cloud, report }: Context<Aws>,
): Promise<void> {
  const place = regionAndRoleOf(state);
  const client = cloud.bedrock(place);
  try {
    const there = await cloud.cached("own models", place, async () => {
      return new Set((await ownModels(client)).map(({ modelArn }) => modelArn));
    });
    for (const arn of resourceArns) {
      if (there.has(arn) || (await customModel(client, arn))) continue;
      report.warn(lost(arn, state));
    }
  } catch {
    // What may not be looked at decides nothing: the share itself was read.
  }
}

const lost = (modelArn: string, { name, arn }: Pick<State, "name" | "arn">): string =>
  `the custom model ${modelArn} is deleted, and the share ${name} (${arn}) names it: nobody can copy it any more, and what was ` +
  "copied stays. Take the model out of resourceArns, or remove the share if it has no other.";
