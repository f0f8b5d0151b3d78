import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import { requireArn } from "./arns";
import { refusals } from "./refusals";
import { CUSTOM_MODEL } from "./resources";
import { describeTags } from "./shares";
import { type Attached, type Emulated, onTheWire, type Share } from "./records";
import { partitionOf } from "../../world/partitions";

interface Version {
  readonly version: number;
  readonly template: string;
  readonly createdAt: number;
}

/** A managed permission: AWS's own, or one an account has made. Times are emulated milliseconds. */
export interface Permission {
  readonly arn: string;
  readonly name: string;
  readonly resourceType: string;
  readonly type: "AWS_MANAGED" | "CUSTOMER_MANAGED";
  readonly isResourceTypeDefault: boolean;
  readonly versions: readonly Version[];
  readonly defaultVersion: number;
  readonly updatedAt: number;
  readonly tags: Share["tags"];
}

/** The permissions that a call names, as policies are asked of them. */
export function onPermission<Member extends string>(...members: readonly Member[]) {
  const ofKind = (isOwn: boolean) => (input: Readonly<Partial<Record<Member, string>>>) =>
    members.flatMap((member) => input[member] ?? []).filter((arn) => isOwn !== arn.includes("::aws:"));
  return { permission: ofKind(false), "customer-managed-permission": ofKind(true) };
}

export const PERMISSION_TYPES = ["ALL", "AWS_MANAGED", "CUSTOMER_MANAGED"] as const;

/** When AWS made its own. */
const BEFORE = Date.UTC(2024, 7, 1);

export const defaultPermission = assume(
  "ram.defaultPermission",
  "the default permission of custom models is AWSRAMDefaultPermissionBedrockCustomModel (the rule of other names)",
  { shorter: "it is AWSRAMDefaultPermissionCustomModel" },
);

export const defaultActions = assume(
  "ram.defaultActions",
  "AWS's default permission for custom models allows to see and to copy one",
  { more: "it allows to list them as well" },
);

/** The permissions of AWS's own. */
const awsManaged = (of: Pick<Call, "world" | "region">): readonly Permission[] => {
  const name = `AWSRAMDefaultPermission${defaultPermission.is("shorter", of) ? "" : "Bedrock"}CustomModel`;
  const Action = ["bedrock:GetCustomModel", "bedrock:CreateModelCopyJob"];
  if (defaultActions.is("more", of)) Action.push("bedrock:ListCustomModels");
  return [
    {
      arn: `arn:${partitionOf(of.region)}:ram::aws:permission/${name}`,
      name,
      resourceType: CUSTOM_MODEL,
      type: "AWS_MANAGED",
      isResourceTypeDefault: true,
      versions: [{ version: 1, template: JSON.stringify({ Effect: "Allow", Action }), createdAt: BEFORE }],
      defaultVersion: 1,
      updatedAt: BEFORE,
      tags: {},
    },
  ];
};

const permissionTable = (store: Store) => store.table<Permission>("ram/permissions");

type Where = Pick<Call, "account" | "region" | "store" | "world">;

/** The permissions an account can use in a Region. */
export function knownPermissions({ account, region, store, world }: Where): Permission[] {
  const own = [...permissionTable(store).values()].filter(({ arn }) =>
    arn.includes(`:ram:${region}:${account}:`),
  );
  return [...awsManaged({ world, region }), ...own];
}

export function findPermission(arn: string, call: Call): Permission {
  requireArn("permission", arn);
  const found = knownPermissions(call).find((permission) => permission.arn === arn);
  if (!found) throw refusals.unknownPermission(arn);
  return found;
}

/** A permission of the caller's own: AWS's cannot be changed. */
export function findOwnPermission(arn: string, call: Call): Permission {
  const found = findPermission(arn, call);
  if (found.type === "AWS_MANAGED") throw refusals.awsManaged(arn);
  return found;
}

export function findVersion(
  { arn, versions, defaultVersion }: Permission,
  version = defaultVersion,
): Version {
  const found = versions.find((candidate) => candidate.version === version);
  if (!found) throw refusals.unknownVersion(arn, version);
  return found;
}

export function putPermission(permission: Permission, { store }: Pick<Emulated, "store">): void {
  permissionTable(store).set(permission.arn, permission);
}

/** The default permission of a type, as it is attached where nobody names one. */
export function attachDefault(
  resourceType: string,
  { clock, ...where }: Pick<Call, "clock" | "world" | "region">,
): Attached {
  const { arn, defaultVersion } = awsManaged(where).find(
    (permission) => permission.resourceType === resourceType && permission.isResourceTypeDefault,
  )!;
  return { arn, version: defaultVersion, at: clock.now() };
}

/** A permission that a call names, as it is attached to a share: always in its default version. */
export function attachable(arn: string, call: Call, version?: number) {
  const permission = findPermission(arn, call);
  const { resourceType, defaultVersion } = permission;
  if (version !== undefined && findVersion(permission, version).version !== defaultVersion) {
    throw refusals.notTheDefaultVersion(arn);
  }
  return { resourceType, attached: { arn, version: defaultVersion, at: call.clock.now() } };
}

/** A permission as RAM writes it, of its default version unless told otherwise. */
export function describePermission(permission: Permission, version = permission.defaultVersion) {
  const { createdAt } = findVersion(permission, version);
  return {
    arn: permission.arn,
    version: String(version),
    defaultVersion: version === permission.defaultVersion,
    name: permission.name,
    resourceType: permission.resourceType,
    status: "ATTACHABLE",
    creationTime: onTheWire(createdAt),
    lastUpdatedTime: onTheWire(permission.updatedAt),
    isResourceTypeDefault: permission.isResourceTypeDefault,
    permissionType: permission.type,
    featureSet: "STANDARD",
    tags: describeTags(permission.tags),
  };
}

/** Refuses a policy template that is none. */
export function requireTemplate(template: string): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(template);
  } catch {
    throw refusals.badTemplate();
  }
  const { Effect, Action, Condition } = (parsed ?? {}) as Readonly<Record<string, unknown>>;
  const keys = Object.values(Condition ?? {}).flatMap((test: object) => Object.keys(test));
  if (Effect !== "Allow" || Action === undefined || keys.some((key) => FORBIDDEN_KEYS.test(key))) {
    throw refusals.badTemplate();
  }
}

/** Of these RAM decides by itself. */
const FORBIDDEN_KEYS =
  /^aws:(PrincipalOrgId|PrincipalOrgPaths|PrincipalAccount|SourceArn|SourceAccount|(Resource|Request|Principal)Tag\/aws:.*)$/i;

/** The actions that a permission allows. */
export function actionsOf(permission: Permission): string[] {
  const { Action } = JSON.parse(findVersion(permission).template) as { Action: string | string[] };
  return [Action].flat().sort();
}
