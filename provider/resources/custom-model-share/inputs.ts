import * as v from "valibot";

import type { Aws } from "../../aws/aws";
import type { AssumeRole } from "../../aws/credentials/roles";
import { allFailures, defaultRegion, regionAndRoleEntries } from "../../aws/region-and-role";
import { isInPartition, isRegion, whyNoBedrock } from "../../aws/regions-and-partitions";
import { mergedTags, tagFailures, type Tags, tagsEntry } from "../../aws/tags";
import { customModelArn, parseCustomModelArn } from "../../services/bedrock/custom-model-arn";
import { type CheckFailure, checkProps, known, oneOf, text, withComputed } from "../../core/check";
import type { Checked } from "../../core/lifecycle";
import { DELETION_POLICIES, type DeletionPolicy } from "../../core/ownership";
import { type Props } from "../../core/props";

/** What the program asked for, completed by check. Lists are sets: sorted, and nothing twice. */
export interface Inputs {
  readonly name: string;
  readonly resourceArns: readonly string[];
  readonly principals: readonly string[];
  readonly allowExternalPrincipals: boolean;
  readonly permissionArns?: readonly string[];
  readonly exclusive: boolean;
  readonly verifyKeyPolicies?: boolean;
  readonly tags?: Tags;
  readonly tagsAll: Tags;
  readonly deletionPolicy?: DeletionPolicy;
  readonly status: string;
  readonly region: string;
  readonly assumeRole?: AssumeRole;
}

/** RAM waits minutes for principals that are an organization or a part of one. */
export const DEFAULT_TIMEOUT_SECONDS = 10 * 60;

/** What a healthy share reads. */
export const HEALTHY = { status: "ACTIVE" } as const;

const PRINCIPAL =
  /^(\d{12}|arn:aws[\w-]*:organizations::\d{12}:(organization\/o-[a-z0-9]+|ou\/o-[a-z0-9]+\/ou-[a-z0-9-]+)|arn:aws[\w-]*:iam::\d{12}:(role|user)\/[!-~]+)$/;

const principal = known(
  v.pipe(
    v.string("must be a string"),
    v.check(
      (id) => !/^(o|ou|r)-/.test(id),
      "is a bare id, which AWS refuses; give the ARN: arn:aws:organizations::<management account>:organization/o-… or :ou/o-…/ou-…",
    ),
    v.check(
      (id) => /^(o|ou|r)-/.test(id) || PRINCIPAL.test(id),
      "must be an account id of 12 digits, or the ARN of an organization, an organizational unit, a role or a user",
    ),
  ),
);

const entries = {
  name: known(
    v.pipe(
      v.string("must be a string"),
      v.regex(/\S/, "must not be empty"),
      v.maxLength(255, "must have at most 255 characters"),
      v.regex(/^\P{Cc}*$/u, "must have no control characters"),
    ),
  ),
  resourceArns: known(
    v.pipe(v.array(customModelArn, "must be a list"), v.minLength(1, "must name a custom model")),
  ),
  principals: known(v.array(principal, "must be a list")),
  allowExternalPrincipals: v.optional(known(v.boolean("must be true or false"))),
  permissionArns: v.optional(
    known(
      v.pipe(
        v.array(
          text(
            /^arn:aws[\w-]*:ram:[a-z0-9-]*:(aws|\d{12}):permission\/[\w.-]+$/,
            "be the ARN of a RAM permission",
          ),
          "must be a list",
        ),
        v.minLength(1, "must name a permission; leave it out for AWS's default"),
      ),
    ),
  ),
  exclusive: v.optional(known(v.boolean("must be true or false"))),
  verifyKeyPolicies: v.optional(known(v.boolean("must be true or false"))),
  tags: tagsEntry,
  deletionPolicy: v.optional(oneOf(DELETION_POLICIES)),
  ...regionAndRoleEntries,
};

export async function checkInputs(news: Props, aws: Aws): Promise<Checked<Inputs>> {
  const { asked, computed } = withComputed(news, {
    ...HEALTHY,
    tagsAll: undefined,
  });
  const { props, failures } = checkProps(entries, asked);
  const region = props.region ?? (await defaultRegion(aws.config));
  const inputs = {
    ...props,
    ...asSets(props, ["resourceArns", "principals", "permissionArns"]),
    allowExternalPrincipals: props.allowExternalPrincipals ?? false,
    exclusive: props.exclusive ?? true,
    ...computed,
    tagsAll: (computed.tagsAll ?? mergedTags(props.tags, aws.config)) as Tags,
    region,
  } as Inputs;
  const tagged = tagFailures(props.tags, aws.config);
  const all = [...failures, ...tagged, ...contradictions(props, region)];
  return { inputs, failures: allFailures(aws, all, inputs, whyNoBedrock) };
}

/** What each input alone does not tell. Whatever is not known yet passes. */
function contradictions(props: Props, region: unknown): CheckFailure[] {
  const arns = listed(props["resourceArns"]);
  const owners = new Set(arns.map((arn) => parseCustomModelArn(arn)?.accountId));
  return [
    ...arns.flatMap((arn, index) => {
      const model = parseCustomModelArn(arn);
      if (model === undefined || !isRegion(region)) return [];
      const path = `resourceArns[${index}]`;
      if (!isInPartition(region, model.partition)) {
        const reason = `is in partition ${model.partition}, which models cannot leave, but the share is in ${region}`;
        return [{ path, reason }];
      }
      if (model.region === region) return [];
      const reason = `is in ${model.region}, but the share is in ${region}: a share holds models of its own Region`;
      return [{ path, reason }];
    }),
    ...listed(props["principals"]).flatMap((id, index) =>
      owners.has(id)
        ? [{ path: `principals[${index}]`, reason: "is the account that owns the model: it needs no share" }]
        : [],
    ),
  ];
}

function listed(value: unknown): string[] {
  return Array.isArray(value) ? (value as string[]) : [];
}

function asSets(props: Props, names: readonly string[]): Props {
  const sets = names
    .filter((name) => Array.isArray(props[name]))
    .map((name) => [name, [...new Set(props[name] as string[])].sort()]);
  return Object.fromEntries(sets) as Props;
}
