import { createHash } from "node:crypto";

import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import type { Where } from "../bedrock/agreements";
import { activation, grantsOfDeleted, grantsToMany, membersGrants, versions } from "./assumptions";
import { licenseAt } from "./licenses";
import { accountArnOf, licensingArn } from "./arns";
import { isOfMany, membersOf } from "./principals";
import type { Tags } from "./tags";

/** What was asked of a grant after it was made. */
export interface Change {
  readonly at: number;
  readonly status?: "ACTIVE" | "DISABLED";
  readonly reason?: string;
  readonly override?: string;
}

/** A grant as it was made, and what was asked of it since. Times are emulated milliseconds. */
export interface Grant {
  readonly arn: string;
  readonly name: string;
  readonly licenseArn: string;
  readonly grantor: string;
  readonly principal: string;
  readonly operations: readonly string[];
  readonly tags: Tags;
  readonly createdAt: number;
  /** The grant to a unit or an organization that a member's own comes from. */
  readonly parentArn?: string;
  /** Not set while it waits to be accepted. */
  readonly acceptedAt?: number;
  readonly rejectedAt?: number;
  /** Why it cannot be distributed. */
  readonly failure?: string;
  readonly changes: readonly Change[];
  readonly deletedAt?: number;
  readonly reason?: string;
}

const grantTable = (store: Store) => store.table<Grant>("license-manager/grants");
/** What members have asked of grants of their own, by ARN. */
const memberTable = (store: Store) => store.table<readonly Change[]>("license-manager/member-grants");

export function everyGrant({ store }: Pick<Where, "store">): Grant[] {
  return [...grantTable(store).values()];
}

export function putGrant(grant: Grant, { store }: Pick<Where, "store">): void {
  grantTable(store).set(grant.arn, grant);
}

/** The tags that conditions are told; a member's own grant has none. */
export function grantTagsAt(arn: string, { store }: Pick<Where, "store">): Tags | undefined {
  return grantTable(store).get(arn)?.tags;
}

/** Asks something of a grant; of a member's own it stays with that member. */
export function change(grant: Grant, asked: Change, { store }: Pick<Where, "store">): Grant {
  const changed = { ...grant, changes: [...grant.changes, asked] };
  if (grant.parentArn === undefined) putGrant(changed, { store });
  else memberTable(store).set(grant.arn, [...(memberTable(store).get(grant.arn) ?? []), asked]);
  return changed;
}

/** What an account has received: what names it, and its part of what names a unit or organization it lies in. */
export function receivedBy(account: string, where: Pick<Where, "store" | "world">): Grant[] {
  return everyGrant(where)
    .filter(({ grantor, principal }) => grantor !== account && membersOf(principal, where).includes(account))
    .map((grant) => {
      const isOwn = isOfMany(grant.principal) && !membersGrants.is("shared", where);
      return isOwn ? memberGrant(grant, account, where) : grant;
    });
}

/** The grants of its own that each member has of one to many. */
export function memberGrants(grant: Grant, where: Pick<Where, "store" | "world">): Grant[] {
  return membersOf(grant.principal, where)
    .filter((account) => account !== grant.grantor)
    .map((account) => memberGrant(grant, account, where));
}

function memberGrant(grant: Grant, account: string, { store }: Pick<Where, "store">): Grant {
  const id = createHash("sha256").update(`${grant.arn}/${account}`).digest("hex").slice(0, 32);
  const arn = licensingArn(grant.grantor, `grant:g-${id}`);
  const own = memberTable(store).get(arn) ?? [];
  const changes = [...grant.changes, ...own].sort((one, other) => one.at - other.at);
  return { ...grant, arn, parentArn: grant.arn, principal: accountArnOf(account), changes };
}

/** The status after everything that time has brought about. */
export function statusOf(grant: Grant, where: Where): string {
  const { clock, world } = where;
  const timing = world.timing.grants;
  if (grant.deletedAt !== undefined) {
    return clock.hasPassed(grant.deletedAt, timing.deletedAfterSeconds) ? "DELETED" : "PENDING_DELETE";
  }
  if (clock.now() < distributedAt(grant, where)) return "PENDING_WORKFLOW";
  if (grant.failure !== undefined) return "FAILED_WORKFLOW";
  if (grant.rejectedAt !== undefined) return "REJECTED";
  const isOver = licenseAt(grant.licenseArn, where)?.status === "DELETED";
  if (isOver && !grantsOfDeleted.is("stays", where)) return "DELETED";
  if (grant.acceptedAt === undefined) return "PENDING_ACCEPT";
  const last = lastStatus(grant);
  if (last && !isInEffect(last, where)) return "PENDING_WORKFLOW";
  if (last?.status !== "ACTIVE") return "DISABLED";
  const isDone = isOfMany(grant.principal) && grantsToMany.is("WORKFLOW_COMPLETED", where);
  return isDone ? "WORKFLOW_COMPLETED" : "ACTIVE";
}

/** The last change of the status. */
export function lastStatus({ changes }: Grant): Change | undefined {
  return changes.findLast(({ status }) => status !== undefined);
}

function distributedAt({ createdAt, principal, parentArn }: Grant, { world }: Where): number {
  const { distributedAfterSeconds: one, organizationDistributedAfterSeconds: many } = world.timing.grants;
  return createdAt + (isOfMany(principal) || parentArn !== undefined ? many : one) * 1000;
}

function isInEffect({ at }: Change, where: Where): boolean {
  return (
    activation.is("atOnce", where) ||
    where.clock.hasPassed(at, where.world.timing.grants.activatedAfterSeconds)
  );
}

/** Which version of a grant is the current one. */
export function versionOf(grant: Grant, where: Where): string {
  const accepted = grant.acceptedAt !== undefined && grant.acceptedAt !== grant.createdAt ? 1 : 0;
  const over = [grant.rejectedAt, grant.deletedAt].filter((at) => at !== undefined).length;
  const asked = 1 + grant.changes.length + accepted + over;
  if (!versions.is("workflow", where)) return String(asked);
  const distributed = where.clock.now() >= distributedAt(grant, where) ? 1 : 0;
  return String(asked + distributed + grant.changes.filter((one) => isInEffect(one, where)).length);
}

/** A grant as License Manager writes it. */
export function describeGrant(grant: Grant, call: Call) {
  const last = lastStatus(grant);
  const reason = grant.reason ?? grant.failure ?? last?.reason;
  return {
    GrantArn: grant.arn,
    GrantName: grant.name,
    ParentArn: grant.parentArn ?? grant.licenseArn,
    LicenseArn: grant.licenseArn,
    GranteePrincipalArn: grant.principal,
    HomeRegion: "us-east-1",
    GrantStatus: statusOf(grant, call),
    ...(reason !== undefined && { StatusReason: reason }),
    Version: versionOf(grant, call),
    GrantedOperations: grant.operations,
    ...(last?.override !== undefined && { Options: { ActivationOverrideBehavior: last.override } }),
  };
}

/** What every call that changes a grant answers. */
export function answerOf(grant: Grant, call: Call) {
  const { GrantArn, GrantStatus: Status, Version } = describeGrant(grant, call);
  return { GrantArn, Status, Version };
}
