import type { Grant } from "@aws-sdk/client-license-manager";

import type { Aws } from "../../aws/aws";
import type { Asking } from "../../aws/clients/throttle";
import type { RegionAndRole } from "../../aws/region-and-role";
import { licenseManagerSdk } from "../../aws/clients/sdk";
import { isInForce, licensesOf } from "./grants";
import { HOME_REGION } from "./home-region";
import { pages } from "./pages";

/**
 * Whether a licence was granted to the account, and the grant is in force.
 * @param productId of which product; of any where it is not known
 * @param how whether a request is repeated, and until when an answer is waited for
 */
export async function receivesGrant(
  cloud: Aws,
  { assumeRole }: Pick<RegionAndRole, "assumeRole">,
  productId: string | undefined,
  { kind, ...until }: Asking = { kind: "repeating" },
): Promise<boolean> {
  const client = cloud.licenses({ region: HOME_REGION, ...(assumeRole && { assumeRole }) }, kind);
  const licenses =
    productId === undefined
      ? undefined
      : (await licensesOf(client, productId, until)).map(({ LicenseArn }) => LicenseArn);
  const isMeant = ({ GrantStatus: status, LicenseArn = "" }: Grant): boolean =>
    status !== undefined && isInForce(status) && (licenses?.includes(LicenseArn) ?? true);
  const { ListReceivedGrantsCommand } = licenseManagerSdk();
  const listed = pages({}, (input) => client.send(new ListReceivedGrantsCommand(input), until));
  for await (const { Grants = [] } of listed) {
    if (Grants.some(isMeant)) return true;
  }
  return false;
}
