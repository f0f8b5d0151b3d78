import type { Call } from "../../operation/operation";
import type { World } from "../../world/schema";
import {
  accountsOf,
  liesIn,
  type Organization,
  organizationArns,
  organizationOf,
} from "../organizations/membership";
import { trustedServices } from "../organizations/trusted-services";
import { accountArnOf, PARTITION } from "./arns";
import { refusals } from "./refusals";

/** What must be let into an organization before anything is granted to many. */
const TRUSTED = ["license-manager.amazonaws.com", "license-management.marketplace.amazonaws.com"];

/** Whether a grant is for a unit or an organization. */
export function isOfMany(principal: string): boolean {
  return principal.startsWith(`arn:${PARTITION}:organizations:`);
}

/** The accounts that a principal stands for. */
export function membersOf(principal: string, { world }: { readonly world: World }): string[] {
  const account = principal.split(":")[4];
  if (account !== undefined && principal === accountArnOf(account)) return [account];
  const { organization } = world;
  if (!organization) return [];
  const accounts = accountsOf(organization);
  const arns = organizationArns(organization, PARTITION);
  if (principal === arns.organization) return accounts;
  const unit = organization.organizationalUnits.find(({ id }) => arns.unit(id) === principal);
  return unit ? accounts.filter((id) => liesIn(id, unit.id, organization)) : [];
}

/** Refuses whom the caller may not grant anything to. */
export function requirePrincipal(principal: string, call: Call): void {
  const [arn, partition, ...rest] = principal.split(":");
  const isWellFormed = /^(iam::\d{12}:root|organizations::\d{12}:(organization|ou)\/\S+)$/.test(
    rest.join(":"),
  );
  if (arn !== "arn" || partition !== PARTITION || !isWellFormed) throw refusals.badPrincipal(principal);
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
  const arns = organizationArns(organization, PARTITION);
  return [arns.organization, ...organization.organizationalUnits.map(({ id }) => arns.unit(id))].includes(
    principal,
  );
}

/** Whether grants of the caller reach the organization by themselves. */
export function isSetUp(call: Call): boolean {
  const organization = organizationOf(call.account, call.world);
  if (organization?.featureSet !== "ALL" || organization.managementAccountId !== call.account) return false;
  const trusted = trustedServices(organization, call);
  return TRUSTED.every((name) => trusted.has(name));
}
