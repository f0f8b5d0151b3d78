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

/** The ARNs of an organization and what is in it, as they are written in a partition. */
export function organizationArns(
  { id: organization, managementAccountId, rootId }: Organization,
  partition: string,
) {
  const prefix = `arn:${partition}:organizations::${managementAccountId}`;
  return {
    organization: `${prefix}:organization/${organization}`,
    root: `${prefix}:root/${organization}/${rootId}`,
    unit: (id: string) => `${prefix}:ou/${organization}/${id}`,
    account: (id: string) => `${prefix}:account/${organization}/${id}`,
    policy: (type: string, id: string) => `${prefix}:policy/${organization}/${type.toLowerCase()}/${id}`,
  };
}
