import type { Aws } from "./aws";
import { isAws } from "./errors/explained";
import type { RegionAndRole } from "./region-and-role";
import { organizationsSdk } from "./clients/sdk";

/** The organization of the caller's account. */
export interface Organization {
  readonly id: string;
  readonly managementAccountId: string;
}

/** What the account that manages the organization sees of it; from others it is not asked for. */
export interface Inside {
  readonly accountIds: ReadonlySet<string>;
  /** The services that may work in the whole organization, such as `ram.amazonaws.com`. */
  readonly trustedServices: ReadonlySet<string>;
}

/**
 * The organization of the caller's account, `"none"` outside any, undefined where that cannot be told: roles with few
 * rights may not ask, and nothing may depend on the answer.
 */
export function organizationOf(aws: Aws, place: RegionAndRole): Promise<Organization | "none" | undefined> {
  return aws.cached("organization", place.assumeRole, () => askOrganization(aws, place));
}

async function askOrganization(aws: Aws, place: RegionAndRole): Promise<Organization | "none" | undefined> {
  try {
    const { Organization } = await aws
      .organizations(place)
      .send(new (organizationsSdk().DescribeOrganizationCommand)({}));
    const { Id, MasterAccountId } = Organization ?? {};
    return Id === undefined || MasterAccountId === undefined
      ? undefined
      : { id: Id, managementAccountId: MasterAccountId };
  } catch (thrown) {
    return isAws(thrown, "AWSOrganizationsNotInUseException") ? "none" : undefined;
  }
}

/** The inside of the organization; undefined where it cannot be told. */
export function insideOf(aws: Aws, place: RegionAndRole): Promise<Inside | undefined> {
  return aws.cached("inside of the organization", place.assumeRole, () => askInside(aws, place));
}

async function askInside(aws: Aws, place: RegionAndRole): Promise<Inside | undefined> {
  const client = aws.organizations(place);
  const { paginateListAccounts, paginateListAWSServiceAccessForOrganization } = organizationsSdk();
  try {
    const accountIds = new Set<string>();
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
      for (const { Id } of Accounts) if (Id !== undefined) accountIds.add(Id);
    }
    const trustedServices = new Set<string>();
    const pages = paginateListAWSServiceAccessForOrganization({ client }, {});
    for await (const { EnabledServicePrincipals = [] } of pages) {
      for (const { ServicePrincipal } of EnabledServicePrincipals) {
        if (ServicePrincipal !== undefined) trustedServices.add(ServicePrincipal);
      }
    }
    return { accountIds, trustedServices };
  } catch {
    // Not being allowed to look is no reason not to go on: AWS itself refuses what is wrong.
    return undefined;
  }
}
