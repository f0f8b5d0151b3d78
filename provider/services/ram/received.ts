import type { RAMClient, ResourceShare, ResourceShareInvitation } from "@aws-sdk/client-ram";

import { complete } from "../../aws/clients/answers";
import { isAws } from "../../aws/errors/explained";
import { ramSdk } from "../../aws/clients/sdk";
import { isGone, sharesBy } from "./shares";

const PAGE = { pageSize: 500 };

/** A share of others as its recipient sees it; undefined when AWS shows none, or a deleted one. */
export async function receivedShare(client: RAMClient, arn: string): Promise<ResourceShare | undefined> {
  const shares = await sharesBy(client, { resourceOwner: "OTHER-ACCOUNTS", resourceShareArns: [arn] });
  return shares.find((share) => share.resourceShareArn === arn && !isGone(share));
}

/** The invitations to a share, the newest first; there may be several, since an expired one is followed by another. */
export async function invitationsTo(client: RAMClient, arn: string): Promise<ResourceShareInvitation[]> {
  const found: ResourceShareInvitation[] = [];
  const request = { resourceShareArns: [arn] };
  try {
    const pages = ramSdk().paginateGetResourceShareInvitations({ client, ...PAGE }, request);
    for await (const page of pages) {
      const operation = "GetResourceShareInvitations";
      const { resourceShareInvitations: listed } = complete(operation, page, "resourceShareInvitations");
      found.push(...listed.map((one) => complete(operation, one, "resourceShareInvitationArn", "status")));
    }
  } catch (thrown) {
    if (!isAws(thrown, "UnknownResourceException")) throw thrown;
  }
  const at = ({ invitationTimestamp }: ResourceShareInvitation): number =>
    invitationTimestamp?.getTime() ?? 0;
  return found.sort((one, other) => at(other) - at(one));
}
