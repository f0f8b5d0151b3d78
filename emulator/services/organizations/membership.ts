import type { World } from "../../world/schema";

export type Organization = NonNullable<World["organization"]>;

/** The organization an account belongs to; undefined when it belongs to none. */
export function organizationOf(account: string, { organization }: World): Organization | undefined {
  if (!organization) return undefined;
  return accountsOf(organization).includes(account) ? organization : undefined;
}

/** Every account, the managing one first. */
export function accountsOf({ managementAccountId, organizationalUnits }: Organization): string[] {
  return [...new Set([managementAccountId, ...organizationalUnits.flatMap(({ accounts }) => accounts)])];
}

/** The unit or root an account or unit lies in; undefined when there is no such thing. */
export function parentOf(child: string, organization: Organization): string | undefined {
  const { organizationalUnits: units, rootId } = organization;
  const unit = units.find(({ id }) => id === child);
  if (unit) return unit.parentId ?? rootId;
  const above = units.find(({ accounts }) => accounts.includes(child));
  if (above) return above.id;
  return child === organization.managementAccountId ? rootId : undefined;
}

/** Whether an account lies in a unit, however deep. */
export function liesIn(account: string, unitId: string, organization: Organization): boolean {
  for (let above = parentOf(account, organization); above !== undefined;) {
    if (above === unitId) return true;
    above = parentOf(above, organization);
  }
  return false;
}

const prefix = ({ managementAccountId }: Organization) => `arn:aws:organizations::${managementAccountId}`;
export const organizationArn = (of: Organization) => `${prefix(of)}:organization/${of.id}`;
export const rootArn = (of: Organization) => `${prefix(of)}:root/${of.id}/${of.rootId}`;
export const unitArn = (id: string, of: Organization) => `${prefix(of)}:ou/${of.id}/${id}`;
export const accountArn = (id: string, of: Organization) => `${prefix(of)}:account/${of.id}/${id}`;
