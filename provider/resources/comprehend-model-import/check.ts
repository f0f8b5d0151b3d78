import type { Aws } from "../../aws/aws";
import type { AwsConfig } from "../../aws/config/config";
import { isSameKey } from "../../aws/kms/kms-key-id";
import { accountAsked, allFailures, CONFIGURED, defaultRegion, roleAccount } from "../../aws/region-and-role";
import { isRegion, whyNoComprehend } from "../../aws/regions-and-partitions";
import { mergedTags, tagFailures, type Tags } from "../../aws/tags";
import { type CheckFailure } from "../../core/check";
import { digest } from "../../core/digest";
import type { Context } from "../../core/context";
import type { Checked } from "../../core/lifecycle";
import { type Props, UNKNOWN } from "../../core/props";
import { whyNoReplacement } from "../../core/replacement";
import { LONGEST_NAME, type ModelArn, parseModelArn } from "../../services/comprehend/model-arn";
import { checkDeclared } from "../../core/declaration/checked";
import { declaration, type Inputs } from "./declaration";

/** AWS names no limit; small models take minutes. */
export const DEFAULT_IMPORT_SECONDS = 60 * 60;

export async function checkInputs(
  news: Props,
  { cloud: aws, urn, oldInputs: olds }: Context<Aws, Inputs>,
): Promise<Checked<Inputs>> {
  const { props, compared, failures } = checkDeclared(declaration, news);
  const source = parseModelArn(props.sourceModelArn);
  // Models are imported in their own Region, but a configured one tells where they are meant to be.
  const region = props.region ?? (await defaultRegion(aws.config)) ?? source?.region;
  const inputs = {
    ...props,
    modelName: props.modelName ?? source?.modelName ?? UNKNOWN,
    versionName: props.versionName ?? derivedVersion(source, props, urn, olds),
    ...compared,
    tagsAll: (compared.tagsAll ?? mergedTags(props.tags, aws.config)) as Tags,
    region,
  } as Inputs;
  const replaced = whyNoReplacement(olds, inputs, {
    thing: "import",
    names: ["versionName", "modelName"],
    fixed: WHAT_MAKES_ANOTHER,
    isSame: isSameInput,
  });
  const tagged = tagFailures(props.tags, aws.config);
  const all = [...failures, ...tagged, ...contradictions(inputs, source, aws.config), ...replaced];
  return { inputs, failures: allFailures(aws, all, inputs, whyNoComprehend) };
}

/** What is part of an import for ever. */
const WHAT_MAKES_ANOTHER = ["sourceModelArn", "modelKmsKeyId", "dataAccessRoleArn"] as const;

/** A key may be called by its id or its ARN. */
function isSameInput(name: string, before: unknown, after: unknown): boolean {
  if (before === after || name !== "modelKmsKeyId") return before === after;
  return typeof before === "string" && typeof after === "string" && isSameKey(after, before);
}

/**
 * A name for the version where the program gives none. The same import has the same name in every run of a resource, so
 * that a run finds what a killed one has begun; one of another source, key or role has another, so that it can be made
 * before the old one goes.
 */
function derivedVersion(
  source: ModelArn | undefined,
  asked: Partial<Inputs>,
  urn: string,
  olds: Partial<Inputs> | undefined,
): string {
  const { sourceModelArn, modelKmsKeyId, dataAccessRoleArn } = asked;
  if (!source || sourceModelArn === undefined) return UNKNOWN;
  const isSame = olds && WHAT_MAKES_ANOTHER.every((name) => isSameInput(name, olds[name], asked[name]));
  // The URN changes with an alias, the object must not.
  if (isSame && olds.versionName !== undefined) return olds.versionName;
  const made = [urn, sourceModelArn, modelKmsKeyId, dataAccessRoleArn].filter((part) => part !== undefined);
  if (made.includes(UNKNOWN)) return UNKNOWN;
  const suffix = digest(made.join(" ")).slice(0, 8);
  // A source that was trained without a version has a copy with one, which can be told from other copies.
  if (source.versionName === undefined) return suffix;
  const start = source.versionName.slice(0, LONGEST_NAME - suffix.length - 1).replace(/-+$/, "");
  return `${start}-${suffix}`;
}

/** What each input alone does not tell. Whatever is not known yet passes. */
function contradictions(
  { region, modelKmsKeyId, dataAccessRoleArn, assumeRole }: Partial<Inputs>,
  source: ModelArn | undefined,
  config: AwsConfig,
): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (modelKmsKeyId !== undefined && dataAccessRoleArn === undefined) {
    failures.push({
      path: "dataAccessRoleArn",
      reason: "is required with modelKmsKeyId: Comprehend uses a customer's key by a role of this account",
    });
  }
  const account = accountAsked(assumeRole, config);
  const roleIsOf = roleAccount({ roleArn: dataAccessRoleArn });
  if (account !== undefined && account !== CONFIGURED && roleIsOf !== undefined && roleIsOf !== account) {
    const reason = `is of account ${roleIsOf}, but the import is in ${account}: AWS passes roles of the caller's own account only`;
    failures.push({ path: "dataAccessRoleArn", reason });
  }
  if (!isRegion(region)) return failures;
  if (source && source.region !== region) {
    const reason = `is in ${source.region}, but the import is in ${region}: Comprehend imports in the source's own Region only`;
    failures.push({ path: "sourceModelArn", reason });
  }
  const keyRegion = /^arn:[^:]+:kms:([^:]+):/.exec(modelKmsKeyId ?? "")?.[1];
  if (keyRegion !== undefined && keyRegion !== region) {
    failures.push({ path: "modelKmsKeyId", reason: `is in ${keyRegion}, but the import is in ${region}` });
  }
  return failures;
}
