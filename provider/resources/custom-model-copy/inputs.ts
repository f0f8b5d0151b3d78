import * as v from "valibot";

import type { Aws } from "../../aws/aws";
import type { AssumeRole } from "../../aws/credentials/roles";
import { isAlias, isSameKey, KMS_KEY_ID } from "../../aws/kms/kms-key-id";
import { allFailures, defaultRegion, regionAndRoleEntries } from "../../aws/region-and-role";
import { isInPartition, isRegion, whyNoBedrock } from "../../aws/regions-and-partitions";
import { BEDROCK_TAGS, mergedTags, tagFailures, type Tags, tagsEntry } from "../../aws/tags";
import { type CheckFailure, checkProps, known, oneOf, text, withComputed } from "../../core/check";
import type { Context } from "../../core/context";
import type { Checked } from "../../core/lifecycle";
import { DELETION_POLICIES, type DeletionPolicy } from "../../core/ownership";
import { type Props } from "../../core/props";
import { REPLACE_POLICIES, type ReplacePolicy, whyNoReplacement } from "../../core/replacement";
import { customModelArn, parseCustomModelArn } from "../../services/bedrock/custom-model-arn";

/** What the program asked for, completed by check. */
export interface Inputs {
  readonly sourceModelArn: string;
  readonly shareArn?: string;
  readonly modelName: string;
  readonly modelKmsKeyId?: string;
  readonly tags?: Tags;
  readonly tagsAll: Tags;
  readonly deletionPolicy?: DeletionPolicy;
  readonly replacePolicy?: ReplacePolicy;
  /** What a healthy copy reads. */
  readonly status: string;
  readonly region: string;
  readonly assumeRole?: AssumeRole;
}

export const HEALTHY = { status: "Active" } as const;
/** Copying takes minutes to hours; AWS names no limit. */
export const DEFAULT_COPY_SECONDS = 12 * 3600;
/** A share is seen minutes late. */
export const DEFAULT_SHOWN_SECONDS = 10 * 60;

const LONGEST_NAME = 63;

const entries = {
  sourceModelArn: customModelArn,
  shareArn: v.optional(
    text(/^arn:aws[\w-]*:ram:[a-z0-9-]+:\d{12}:resource-share\/[\w-]+$/, "be the ARN of a resource share"),
  ),
  modelName: known(
    v.pipe(
      v.string("must be a string"),
      v.maxLength(LONGEST_NAME, `must have at most ${LONGEST_NAME} characters`),
      v.regex(
        /^([0-9a-zA-Z][_-]?)+$/,
        "must be letters, digits, and single hyphens or underscores between or after them",
      ),
    ),
  ),
  modelKmsKeyId: v.optional(
    text(KMS_KEY_ID, "be the ARN or the id of a KMS key, or the name or ARN of an alias"),
  ),
  tags: tagsEntry,
  deletionPolicy: v.optional(oneOf(DELETION_POLICIES)),
  replacePolicy: v.optional(oneOf(REPLACE_POLICIES)),
  ...regionAndRoleEntries,
};

export async function checkInputs(
  news: Props,
  { cloud: aws, oldInputs: olds }: Context<Aws, Inputs>,
): Promise<Checked<Inputs>> {
  const { asked, computed } = withComputed(news, {
    ...HEALTHY,
    tagsAll: undefined,
  });
  const { props, failures } = checkProps(entries, asked);
  const region = props.region ?? (await defaultRegion(aws.config));
  const tagsAll = computed.tagsAll ?? mergedTags(props.tags, aws.config);
  const inputs = { ...props, ...computed, tagsAll, region } as Inputs;
  const replaced = whyNoReplacement(olds, inputs as unknown as Props, {
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
