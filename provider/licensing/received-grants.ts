import type { Grant } from "@aws-sdk/client-license-manager";

import type { Aws } from "../aws/aws";
import type { Place } from "../aws/place";
import { licenseManagerSdk } from "../aws/sdk";
import { isInForce, licensesOf } from "./grants";
import { HOME_REGION } from "./model-license-grant.inputs";

/**
 * Whether a licence was granted to the account, and the grant is in force.
 * @param productId of which product; of any where it is not known
 */
export async function receivesGrant(
  cloud: Aws,
  { assumeRole }: Pick<Place, "assumeRole">,
  productId: string | undefined,
): Promise<boolean> {
  const client = cloud.licenses({ region: HOME_REGION, ...(assumeRole && { assumeRole }) });
  const licenses =
    productId === undefined
      ? undefined
      : (await licensesOf(client, productId)).map(({ LicenseArn }) => LicenseArn);
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new (licenseManagerSdk().ListReceivedGrantsCommand)({ NextToken, MaxResults: 100 }),
    );
    const isMeant = ({ GrantStatus: status, LicenseArn = "" }: Grant): boolean =>
      status !== undefined && isInForce(status) && (licenses?.includes(LicenseArn) ?? true);
    if (page.Grants?.some(isMeant)) return true;
    NextToken = page.NextToken;
  } while (NextToken);
  return false;
}
