import type { Aws } from "./aws";
import { isAws } from "./doing";
import type { Place } from "./place";
import { organizationsSdk } from "./sdk";

/**
 * The account that manages the organization of the caller's account, `"none"` outside any organization, undefined where
 * that cannot be told: roles with few rights may not ask, and nothing may depend on the answer.
 */
export async function managementAccount(aws: Aws, place: Place): Promise<string | undefined> {
  try {
    const { Organization } = await aws
      .organizations(place)
      .send(new (organizationsSdk().DescribeOrganizationCommand)({}));
    return Organization?.MasterAccountId;
  } catch (thrown) {
    return isAws(thrown, "AWSOrganizationsNotInUseException") ? "none" : undefined;
  }
}
