import type { Aws } from "../../aws/aws";
import { allFailures, defaultRegion } from "../../aws/region-and-role";
import { isInPartition, isRegion, whyNoBedrock } from "../../aws/regions-and-partitions";
import { mergedTags, tagFailures, type Tags } from "../../aws/tags";
import { parseCustomModelArn } from "../../services/bedrock/custom-model-arn";
import { type CheckFailure } from "../../core/check";
import type { Checked } from "../../core/lifecycle";
import { type Props } from "../../core/props";
import { checkDeclared } from "../../core/declaration/checked";
import { declaration, type Inputs } from "./declaration";

/** RAM waits minutes for principals that are an organization or a part of one. */
export const DEFAULT_TIMEOUT_SECONDS = 10 * 60;

export async function checkInputs(news: Props, aws: Aws): Promise<Checked<Inputs>> {
  const { props, compared, failures } = checkDeclared(declaration, news);
  const region = props.region ?? (await defaultRegion(aws.config));
  const inputs = {
    ...props,
    ...asSets(props, ["resourceArns", "principals", "permissionArns"]),
    ...compared,
    tagsAll: (compared.tagsAll ?? mergedTags(props.tags, aws.config)) as Tags,
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
