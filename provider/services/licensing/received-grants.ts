import type { Grant } from "@aws-sdk/client-license-manager";

import type { Aws } from "../../aws/aws";
import type { RegionAndRole } from "../../aws/region-and-role";
import { licenseManagerSdk } from "../../aws/clients/sdk";
import { isInForce, licensesOf } from "./grants";
import { HOME_REGION } from "./home-region";
import { pages } from "./pages";

/**
 * Whether a licence was granted to the account, and the grant is in force.
 * @param productId of which product; of any where it is not known
 */
export async function receivesGrant(
  cloud: Aws,
  { assumeRole }: Pick<RegionAndRole, "assumeRole">,
  productId: string | undefined,
): Promise<boolean> {
  const client = cloud.licenses({ region: HOME_REGION, ...(assumeRole && { assumeRole }) });
  const licenses =
    productId === undefined
      ? undefined
      : (await licensesOf(client, productId)).map(({ LicenseArn }) => LicenseArn);
  const isMeant = ({ GrantStatus: status, LicenseArn = "" }: Grant): boolean =>
    status !== undefined && isInForce(status) && (licenses?.includes(LicenseArn) ?? true);
  const { ListReceivedGrantsCommand } = licenseManagerSdk();
  for await (const { Grants = [] } of pages((wanted) => client.send(new ListReceivedGrantsCommand(wanted)))) {
    if (Grants.some(isMeant)) return true;
  }
  return false;
}
