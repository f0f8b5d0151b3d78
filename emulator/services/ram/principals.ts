import type { Call } from "../../operation/operation";
import type { World } from "../../world/schema";
import { liesIn, organizationArns, organizationOf } from "../organizations/membership";
import { ramSharingOf } from "../organizations/trusted-services";
import { refusals } from "./refusals";
import { partitionIn, partitionOf } from "../../world/partitions";

const ACCOUNT = /^\d{12}$/;
const ORGANIZATION = /^arn:aws[\w-]*:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/;
const UNIT =
  /^arn:aws[\w-]*:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})$/;
const IAM = /^arn:aws[\w-]*:iam::(\d{12}):(?:role|user)\/.+$/;
const ROLE = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;
const SESSION = /^arn:aws[\w-]*:sts::(\d{12}):assumed-role\/([^/]+)\//;
const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/;

/**
 * How the owner of a share stands to a principal: `own` account, `inside` of the organization, `service`, or `outside`,
 * from where an account has to be invited.
 */
export type Standing = "own" | "inside" | "service" | "outside";

/** Finds out how a principal stands to the caller; refuses what is none, or is of another organization. */
export function standingOf(principal: string, call: Call): Standing {
  if (SERVICE.test(principal)) return "service";
  if (ORGANIZATION.test(principal) || UNIT.test(principal)) {
    requireOwnOrganization(principal, call);
    return "inside";
  }
  const account = accountOf(principal);
  if (account === undefined) throw refusals.malformedPrincipal(principal);
  if (account === call.account) return ACCOUNT.test(principal) ? "own" : "inside";
  const organization = organizationOf(call.account, call.world);
  const isFellow = organization && organizationOf(account, call.world) === organization;
  return isFellow && canUseOrganization(call) ? "inside" : "outside";
}

/** Whether what is shared with a principal is shared with everybody of that account. */
export function covers(principal: string, account: string, world: World): boolean {
  if (principal === account) return true;
  const organization = organizationOf(account, world);
  if (!organization) return false;
  const arns = organizationArns(organization, partitionIn(principal));
  const [, unit] = UNIT.exec(principal) ?? [];
  if (unit === undefined) return principal === arns.organization;
  return principal === arns.unit(unit) && liesIn(account, unit, organization);
}

/** Whether a role or user is who calls; a session tells its role by the name without the path. */
export function isIdentity(principal: string, caller: string): boolean {
  if (principal === caller) return true;
  const [, account, name] = ROLE.exec(principal) ?? [];
  const [, itsAccount, itsRole] = SESSION.exec(caller) ?? [];
  return account !== undefined && account === itsAccount && name === itsRole;
}

/** Whether RAM can look into the caller's organization. */
export function canUseOrganization(call: Call): boolean {
  const organization = organizationOf(call.account, call.world);
  return organization !== undefined && ramSharingOf(organization, call) === "on";
}

/** The account of an account id, role or user. */
export function accountOf(principal: string): string | undefined {
  return ACCOUNT.test(principal) ? principal : IAM.exec(principal)?.[1];
}

function requireOwnOrganization(principal: string, call: Call): void {
  const organization = organizationOf(call.account, call.world);
  const arns = organization && organizationArns(organization, partitionOf(call.region));
  const [, unit] = UNIT.exec(principal) ?? [];
  const isOwn =
    unit === undefined
      ? principal === arns?.organization
      : organization?.organizationalUnits.some(({ id }) => id === unit) === true &&
        principal === arns?.unit(unit);
  // Where sharing is off, or was switched on through the Organizations API, RAM does not find the organization.
  if (isOwn && canUseOrganization(call)) return;
  const id = principal.split("/").at(-1)!;
  throw unit === undefined ? refusals.unknownOrganization(id) : refusals.unknownUnit(id);
}
