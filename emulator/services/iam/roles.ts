import type { Call } from "../../operation/operation";
import { iamArn, partitionHere, readArn } from "./arns";
import { idFromWorld } from "./ids";
import { Records } from "./records";
import { refusals } from "./refusals";
import type { Tags } from "./tags";

/** A role as IAM keeps it. */
export interface Role {
  readonly partition: string;
  readonly account: string;
  readonly name: string;
  /** With a slash at both ends. */
  readonly path: string;
  readonly id: string;
  readonly createdAt: number;
  readonly description?: string;
  readonly maxSessionDuration: number;
  /** The text of its trust policy; undefined where the world says in its own words who is trusted. */
  readonly trust?: string;
  readonly tags: Tags;
  /** The ARN of a managed policy. */
  readonly boundary?: string;
  /** The ARNs of managed policies, as they were attached. */
  readonly attached: readonly string[];
  readonly inline: readonly { readonly name: string; readonly document: string }[];
}

type Emulated = Pick<Call, "store" | "clock" | "world">;

/** When the roles of the world were made. */
export const BEFORE = Date.UTC(2025, 0, 1);
const records = new Records<Role>("iam/roles");
const keyOf = (partition: string, account: string, name: string) => [partition, account, name].join(":");

export function arnOf({ partition, account, path, name }: Role): string {
  return iamArn(partition, account, "role", path, name);
}

/** The ARN of the managed policy that the boundary of a role of the world is. */
export function boundaryFromWorld(partition: string, account: string, role: string): string {
  return iamArn(partition, account, "policy", "/world/", `${role}-boundary`);
}

/** A role of the world as it was in the beginning. */
function roleFromWorld(
  partition: string,
  account: string,
  name: string,
  { world }: Emulated,
): Role | undefined {
  const role = world.accounts[account]?.roles[name];
  if (!role) return undefined;
  const { path, policies, permissionsBoundary, maxSessionDuration } = role;
  return {
    partition,
    account,
    name,
    path,
    id: idFromWorld("AROA", `${account}/${name}`),
    createdAt: BEFORE,
    maxSessionDuration,
    tags: [],
    ...(permissionsBoundary && { boundary: boundaryFromWorld(partition, account, name) }),
    // Who is told nothing else is allowed everything.
    attached: policies ? [] : [iamArn(partition, "aws", "policy", "/", "AdministratorAccess")],
    inline: (policies ?? []).map((document, i) => ({
      name: `world-${i + 1}`,
      document: JSON.stringify(document),
    })),
  };
}

/** The role that counts where somebody is asked for permission; undefined when there is none, or not yet, or no more. */
export function roleInForce(
  partition: string,
  account: string,
  name: string,
  emulated: Emulated,
): Role | undefined {
  const written = records.inForce(keyOf(partition, account, name), emulated);
  return written === undefined ? roleFromWorld(partition, account, name, emulated) : (written ?? undefined);
}

/** Whether an account of the world has the role that an ARN names. */
export function isRole(arn: string, emulated: Emulated): boolean {
  const { partition, account, name } = readArn(arn, "role") ?? {};
  if (partition === undefined || account === undefined || name === undefined) return false;
  const role = roleInForce(partition, account, name, emulated);
  return role !== undefined && arnOf(role) === arn;
}

/** A role as reads see it. */
export function knownRole(
  partition: string,
  account: string,
  name: string,
  emulated: Emulated,
): Role | undefined {
  const written = records.latest(keyOf(partition, account, name), emulated);
  return written === undefined ? roleFromWorld(partition, account, name, emulated) : (written ?? undefined);
}

/** A role of the caller's account. */
export function requireRole(name: string, call: Call): Role {
  const role = knownRole(partitionHere(call), call.account, name, call);
  if (!role) throw refusals.noSuchRole(name);
  return role;
}

/** The roles of the caller's account, by name. */
export function listRoles(call: Pick<Call, "account" | "region"> & Emulated): Role[] {
  const [partition, { account }] = [partitionHere(call), call];
  const written = records
    .keys(call)
    .filter((key) => key.startsWith(keyOf(partition, account, "")))
    .map((key) => key.split(":")[2]!);
  const names = new Set([...Object.keys(call.world.accounts[account]?.roles ?? {}), ...written]);
  return [...names]
    .sort()
    .map((name) => knownRole(partition, account, name, call))
    .filter((role) => role !== undefined);
}

/** Paths in which AWS's services keep their roles. */
const PROTECTED = /^\/(aws-service-role|aws-reserved)\//;

export function isReserved(path: string, name: string): boolean {
  return PROTECTED.test(path) || name.startsWith("AWSServiceRoleFor");
}

export function makeRole(role: Role, call: Emulated): void {
  records.write(keyOf(role.partition, role.account, role.name), role, call);
}

/** Refuses to change what only AWS may change. */
export function changeRole(name: string, call: Call, change: (role: Role) => Role | null): void {
  const role = requireRole(name, call);
  if (PROTECTED.test(role.path)) throw refusals.protectedRole(name);
  const before = roleFromWorld(role.partition, role.account, name, call);
  records.write(keyOf(role.partition, role.account, name), change(role), call, before);
}
