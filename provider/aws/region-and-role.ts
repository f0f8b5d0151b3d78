import * as v from "valibot";

import { type CheckFailure, checkProps } from "../core/check";
import { ModelAccessError } from "../core/errors";
import { type Props, UNKNOWN } from "../core/props";
import { configSdk } from "./clients/sdk";
import type { AwsConfig } from "./config/config";
import type { AssumeRole } from "./credentials/roles";
import { A_REGION, assumeRoleKind, regionKind } from "./declared";
import { REGION_NAME } from "./regions-and-partitions";

/** Where and as whom one resource calls AWS. */
export interface RegionAndRole {
  readonly region: string;
  readonly assumeRole?: AssumeRole;
}

/** The account of credentials where none was given. */
export const CONFIGURED = "configured";

/** The inputs that every function and resource has. */
export const regionAndRoleEntries = {
  region: v.optional(regionKind.schema),
  assumeRole: v.optional(assumeRoleKind.schema),
};

export function regionAndRoleOf({ region, assumeRole }: RegionAndRole): RegionAndRole {
  return { region, ...(assumeRole && { assumeRole }) };
}

/** The role among properties that were not checked. @throws ModelAccessError when it is none */
export function givenRole(given: Props): { readonly assumeRole?: AssumeRole } {
  const { props, failures } = checkProps(
    { assumeRole: regionAndRoleEntries.assumeRole },
    { assumeRole: given["assumeRole"] },
  );
  const [failure] = failures;
  if (failure) throw new ModelAccessError(`${failure.path}: ${failure.reason}`);
  return props.assumeRole === undefined ? {} : { assumeRole: props.assumeRole };
}

/** The account a role lives in; undefined where there is no role, or its ARN is not known yet. */
export function roleAccount(role: unknown): string | undefined {
  if (typeof role !== "object" || role === null) return undefined;
  const arn = (role as { roleArn?: unknown }).roleArn;
  return typeof arn === "string" && arn !== UNKNOWN ? arn.split(":")[4] : undefined;
}

/**
 * In which account a resource works, as far as that can be told without a call: its id, or one name for whatever account
 * the configured credentials are of. Undefined where the role is not known yet.
 */
export function accountAsked(
  assumeRole: unknown,
  { assumeRoles, allowedAccountIds }: AwsConfig,
): string | undefined {
  if (assumeRole !== undefined) return roleAccount(assumeRole);
  const only = allowedAccountIds?.length === 1 ? allowedAccountIds[0] : undefined;
  return roleAccount(assumeRoles.at(-1)) ?? only ?? CONFIGURED;
}

/**
 * The Region of a resource that names none: the configuration's, else AWS_REGION, AWS_DEFAULT_REGION, or the profile's.
 * Reads files at most, never the network; undefined when nobody said any.
 */
export async function defaultRegion(config: AwsConfig): Promise<string | undefined> {
  if (config.region !== undefined) return config.region;
  const { loadConfig, NODE_REGION_CONFIG_OPTIONS } = configSdk();
  const load = loadConfig(
    {
      ...NODE_REGION_CONFIG_OPTIONS,
      environmentVariableSelector: (env) => env["AWS_REGION"] || env["AWS_DEFAULT_REGION"] || undefined,
      default: () => "",
    },
    {
      ...(config.profile !== undefined && { profile: config.profile }),
      ...(config.sharedConfigFile !== undefined && { configFilepath: config.sharedConfigFile }),
      ...(config.sharedCredentialsFile !== undefined && { filepath: config.sharedCredentialsFile }),
    },
  );
  return (await load()) || undefined;
}

/**
 * Where and as whom a function calls AWS.
 * @param otherwise the Region where none is given, before the configuration's
 * @throws ModelAccessError when nobody says any Region
 */
export async function regionAndRoleFor(
  { config }: { readonly config: AwsConfig },
  { region, assumeRole }: { readonly region?: string; readonly assumeRole?: AssumeRole },
  otherwise?: string,
): Promise<RegionAndRole> {
  const called = region ?? otherwise ?? (await defaultRegion(config));
  if (called === undefined)
    throw new ModelAccessError("no Region is set: give region, or set aws:region or AWS_REGION");
  return { region: called, ...(assumeRole && { assumeRole }) };
}

/**
 * The inputs by whose change an object would have to be in another account or Region, which makes it another object.
 * Unknown values never replace, or Pulumi would delete dependants.
 * @param scope Regions that are one place for the object have one name
 */
export function movedBy(
  state: RegionAndRole & { readonly accountId: string },
  news: RegionAndRole,
  { assumeRoles }: AwsConfig,
  scope: (region: string) => string = (region) => region,
): string[] {
  const { region, assumeRole } = news as { region: unknown; assumeRole?: { roleArn?: unknown } | string };
  const isUnknown =
    assumeRole === UNKNOWN || (typeof assumeRole === "object" && assumeRole.roleArn === UNKNOWN);
  const account = roleAccount(assumeRole) ?? roleAccount(assumeRoles.at(-1));
  // Where no role tells the account any more, it is another one as far as anybody can say.
  const isElsewhere =
    account === undefined ? roleAccount(state.assumeRole) !== undefined : account !== state.accountId;
  return [
    ...(region !== UNKNOWN && scope(state.region) !== scope(news.region) ? ["region"] : []),
    ...(!isUnknown && isElsewhere ? ["assumeRole"] : []),
  ];
}

/** Everything that a check has to say: of the configuration, of the inputs, and of where they lead. */
export function allFailures(
  { config, problems }: { readonly config: AwsConfig; readonly problems: readonly string[] },
  failures: readonly CheckFailure[],
  { region, assumeRole }: { readonly region: unknown; readonly assumeRole?: unknown },
  whyNot: (region: string) => string | undefined,
): CheckFailure[] {
  return [
    ...problems.map((reason) => ({ path: "", reason })),
    ...failures,
    ...placeFailures(region, assumeRole, config, whyNot),
  ];
}

/** What is wrong with where and as whom a resource would call AWS, as far as that can be told without a call. */
function placeFailures(
  region: unknown,
  assumeRole: unknown,
  config: AwsConfig,
  whyNot: (region: string) => string | undefined,
): CheckFailure[] {
  if (region === undefined) {
    const reason =
      "is not set: give it here, or run `pulumi config set aws:region <region>`, or set AWS_REGION";
    return [{ path: "region", reason }];
  }
  const reason = typeof region === "string" && region !== UNKNOWN ? regionFailure(region, whyNot) : undefined;
  return [...(reason === undefined ? [] : [{ path: "region", reason }]), ...roleFailures(assumeRole, config)];
}

/** Checked here and not in the schema, since it may come from the configuration. */
function regionFailure(region: string, whyNot: (region: string) => string | undefined): string | undefined {
  return REGION_NAME.test(region) ? whyNot(region) : `must ${A_REGION}`;
}

/** The account of a role stands in its ARN, so a forbidden one is refused in the preview already. */
function roleFailures(
  assumeRole: unknown,
  { allowedAccountIds, forbiddenAccountIds }: AwsConfig,
): CheckFailure[] {
  const accountId = roleAccount(assumeRole);
  if (accountId === undefined) return [];
  const path = "assumeRole.roleArn";
  if (allowedAccountIds && !allowedAccountIds.includes(accountId)) {
    return [{ path, reason: "is of an account that allowedAccountIds does not list" }];
  }
  if (forbiddenAccountIds?.includes(accountId)) {
    return [{ path, reason: "is of an account that forbiddenAccountIds lists" }];
  }
  return [];
}
