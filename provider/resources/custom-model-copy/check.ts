import type { Aws } from "../../aws/aws";
import { isAlias, isSameKey } from "../../aws/kms/kms-key-id";
import { allFailures, defaultRegion } from "../../aws/region-and-role";
import { isInPartition, isRegion, whyNoBedrock } from "../../aws/regions-and-partitions";
import { BEDROCK_TAGS, mergedTags, tagFailures } from "../../aws/tags";
import { type CheckFailure } from "../../core/check";
import type { Context } from "../../core/context";
import type { Checked } from "../../core/lifecycle";
import { type Props } from "../../core/props";
import { whyNoReplacement } from "../../core/replacement";
import { parseCustomModelArn } from "../../services/bedrock/custom-model-arn";
import { checkDeclared } from "../../core/declaration/checked";
import { declaration, type Inputs } from "./declaration";

/** Copying takes minutes to hours; AWS names no limit. */
export const DEFAULT_COPY_SECONDS = 12 * 3600;
/** A share is seen minutes late. */
export const DEFAULT_SHOWN_SECONDS = 10 * 60;

export async function checkInputs(
  news: Props,
  { cloud: aws, oldInputs: olds }: Context<Aws, Inputs>,
): Promise<Checked<Inputs>> {
  const { props, compared, failures } = checkDeclared(declaration, news);
  const region = props.region ?? (await defaultRegion(aws.config));
  const tagsAll = compared.tagsAll ?? mergedTags(props.tags, aws.config);
  const inputs = { ...props, ...compared, tagsAll, region } as Inputs;
  const replaced = whyNoReplacement(olds, inputs, {
    thing: "copy",
    names: ["modelName"],
    fixed: ["sourceModelArn", "modelKmsKeyId"],
    isSame: (name, before, after) =>
      before === after || (name === "modelKmsKeyId" && mayBeSameKey(before, after)),
  });
  const tagged = tagFailures(props.tags, aws.config, BEDROCK_TAGS);
  const all = [...failures, ...tagged, ...contradictions(inputs), ...replaced];
  return { inputs, failures: allFailures(aws, all, inputs, whyNoBedrock) };
}

/** Whether two names may be those of one key. An alias and a key's own name may: the copy tells, and create where it does not. */
function mayBeSameKey(before: unknown, after: unknown): boolean {
  if (typeof before !== "string" || typeof after !== "string") return false;
  return isAlias(before) !== isAlias(after) || isSameKey(after, before);
}

/** What each input alone does not tell. Whatever is not known yet passes. */
function contradictions({ sourceModelArn, modelKmsKeyId, region }: Inputs): CheckFailure[] {
  if (!isRegion(region)) return [];
  const partition = parseCustomModelArn(sourceModelArn)?.partition;
  const keyRegion = /^arn:[^:]+:kms:([^:]+):/.exec(modelKmsKeyId ?? "")?.[1];
  return [
    ...(partition !== undefined && !isInPartition(region, partition)
      ? [
          {
            path: "sourceModelArn",
            reason: `is in partition ${partition}, which models cannot leave, but the copy is in ${region}`,
          },
        ]
      : []),
    ...(keyRegion !== undefined && keyRegion !== region
      ? [{ path: "modelKmsKeyId", reason: `is in ${keyRegion}, but the copy is in ${region}` }]
      : []),
  ];
}
