import type { Call } from "../../operation/operation";
import { text } from "../../validation/shapes";
import { partitionOf } from "../../world/partitions";
import { type Organization, organizationArns, organizationOf } from "./membership";
import { refusals } from "./refusals";

export const accountId = text({ pattern: /\d{12}/ });
export const unitId = text({ max: 68, pattern: /ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}/ });
export const parentId = text({ max: 100, pattern: /(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})/ });

/** The organization the caller manages: most operations are for the management account only. */
export function managedOrganization({ account, world }: Call): Organization {
  const organization = organizationOf(account, world);
  if (!organization) throw refusals.notInUse();
  if (organization.managementAccountId !== account) throw refusals.notTheManager();
  return organization;
}

/** The ARNs that policies are asked of; of none without an organization. */
export function arnOfAccount(id: string, { account, world, region }: Call): string | undefined {
  const organization = organizationOf(account, world);
  return organization && organizationArns(organization, partitionOf(region)).account(id);
}

/** The same of the root or a unit. */
export function arnOfParent(id: string, { account, world, region }: Call): string | undefined {
  const organization = organizationOf(account, world);
  if (!organization) return undefined;
  const arns = organizationArns(organization, partitionOf(region));
  return id.startsWith("r-") ? arns.root : arns.unit(id);
}

const ofKind = (prefix: string) => (input: { readonly ParentId: string }, call: Call) =>
  input.ParentId.startsWith(prefix) ? arnOfParent(input.ParentId, call) : undefined;

/** What lies in the root or a unit. */
export const onParent = { root: ofKind("r-"), organizationalunit: ofKind("ou-") };

/** Refuses what is neither the root nor a unit. */
export function requireParent(id: string, { rootId, organizationalUnits }: Organization): void {
  if (id !== rootId && !organizationalUnits.some((unit) => unit.id === id)) throw refusals.unknownParent();
}
