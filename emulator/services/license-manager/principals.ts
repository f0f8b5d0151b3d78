import type { Call } from "../../operation";
import type { World } from "../../world/schema";
import {
  accountsOf,
  liesIn,
  type Organization,
  organizationArn,
  organizationOf,
  unitArn,
} from "../organizations/membership";
import { trustedServices } from "../organizations/trusted-services";
import { refusals } from "./refusals";

/** What must be let into an organization before anything is granted to many. */
const TRUSTED = ["license-manager.amazonaws.com", "license-management.marketplace.amazonaws.com"];

export function accountArnOf(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** Whether a grant is for a unit or an organization. */
export function isOfMany(principal: string): boolean {
  return principal.startsWith("arn:aws:organizations:");
}

/** The accounts that a principal stands for. */
export function membersOf(principal: string, { world }: { readonly world: World }): string[] {
  const [, account] = /^arn:aws:iam::(\d{12}):root$/.exec(principal) ?? [];
  if (account !== undefined) return [account];
  const { organization } = world;
  if (!organization) return [];
  const accounts = accountsOf(organization);
  if (principal === organizationArn(organization)) return accounts;
  const unit = organization.organizationalUnits.find(({ id }) => unitArn(id, organization) === principal);
  return unit ? accounts.filter((id) => liesIn(id, unit.id, organization)) : [];
}

/** Refuses whom the caller may not grant anything to. */
export function requirePrincipal(principal: string, call: Call): void {
  const isWellFormed = /^arn:aws:(iam::\d{12}:root|organizations::\d{12}:(organization|ou)\/\S+)$/.test(
    principal,
  );
  if (!isWellFormed) throw refusals.badPrincipal(principal);
  const organization = organizationOf(call.account, call.world);
  const accounts = organization ? accountsOf(organization) : [];
  const members = membersOf(principal, call);
  const isInside = isOfMany(principal)
    ? isPartOf(principal, organization)
    : members.every((account) => account !== call.account && accounts.includes(account));
  if (!isInside) throw refusals.outside(principal);
  if (isOfMany(principal) && organization!.managementAccountId !== call.account) {
    throw refusals.notTheManager();
  }
}

function isPartOf(principal: string, organization: Organization | undefined): boolean {
  if (!organization) return false;
  const units = organization.organizationalUnits.map(({ id }) => unitArn(id, organization));
  return [organizationArn(organization), ...units].includes(principal);
}

/** Whether grants of the caller reach the organization by themselves. */
export function isSetUp(call: Call): boolean {
  const organization = organizationOf(call.account, call.world);
  if (organization?.featureSet !== "ALL" || organization.managementAccountId !== call.account) return false;
  const trusted = trustedServices(organization, call);
  return TRUSTED.every((name) => trusted.has(name));
}
