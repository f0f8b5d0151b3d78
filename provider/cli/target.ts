import { type Command, InvalidArgumentError } from "commander";

import type { Aws } from "../aws/aws";
import type { AssumeRole } from "../aws/credentials/roles";
import { type RegionAndRole, regionAndRoleFor } from "../aws/region-and-role";
import { openSession } from "../host/session";
import { stackSettings } from "./stack-file";

/** Where and as whom a command calls AWS, as its options say it. */
export interface TargetOptions {
  readonly stack?: string;
  readonly config: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly profile?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly json: boolean;
}

/** Where a command looks, once AWS has said whose account that is. */
export interface Target {
  readonly cloud: Aws;
  readonly place: RegionAndRole;
  readonly accountId: string;
}

/** Collects `key=value`. */
export function setting(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [, key, value] = /^([\w-]+:\w+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw new InvalidArgumentError("It must be like aws:profile=deploy.");
  }
  return { ...before, [key]: value };
}

/** The options that every command has which looks at AWS. */
export function withTarget(command: Command): Command {
  return command
    .option("--stack <name>", "use the aws:* configuration of that stack, from Pulumi.<name>.yaml")
    .option("--region <region>", "the Region to look in (default: the configuration's, AWS_REGION)")
    .option("--profile <name>", "the profile whose credentials are used (default: AWS_PROFILE)")
    .option("--role-arn <arn>", "a role to assume")
    .option("--external-id <id>", "the external id that the role wants")
    .option("--config <key=value>", "a key of the stack's configuration; may be repeated", setting, {})
    .option("--json", "print JSON", false);
}

/** Finds out whose account it is: nothing is looked at before. */
export async function openTarget(options: TargetOptions): Promise<Target> {
  const { stack, config, region, profile, roleArn, externalId } = options;
  const settings: Record<string, string> = {
    ...(stack !== undefined && stackSettings(stack, config)),
    ...config,
    ...(profile !== undefined && { "aws:profile": profile }),
  };
  const { cloud } = openSession((key) => settings[key]);
  const assumeRole: AssumeRole | undefined =
    roleArn === undefined ? undefined : { roleArn, ...(externalId !== undefined && { externalId }) };
  const given = { ...(region !== undefined && { region }), ...(assumeRole && { assumeRole }) };
  const place = await regionAndRoleFor(cloud, given);
  const { accountId } = await cloud.identity(place);
  return { cloud, place, accountId };
}

/** The first line of everything that a command says. */
export function targetLine({ accountId, place }: Target): string {
  return `Account ${accountId}, Region ${place.region}`;
}
