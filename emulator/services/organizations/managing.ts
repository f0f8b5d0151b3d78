import type { Call } from "../../operation";
import { text } from "../../validation/shapes";
import { type Organization, organizationOf } from "./membership";
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

/** Refuses what is neither the root nor a unit. */
export function requireParent(id: string, { rootId, organizationalUnits }: Organization): void {
  if (id !== rootId && !organizationalUnits.some((unit) => unit.id === id)) throw refusals.unknownParent();
}
