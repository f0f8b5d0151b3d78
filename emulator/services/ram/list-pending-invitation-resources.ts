import { operation } from "../../operation";
import { choice, optional, required } from "../../validation/shapes";
import { arn } from "./arns";
import { associationsOf, isAlive } from "./associations";
import { findInvitation, invitationStatus } from "./invitations";
import { onePage, paging } from "./listing";
import { refusals } from "./refusals";
import { describeResource, REGION_SCOPES } from "./resources";

export const listPendingInvitationResources = operation({
  name: "ListPendingInvitationResources",
  access: "read",
  http: { method: "POST", path: "/listpendinginvitationresources", status: 200 },
  input: {
    resourceShareInvitationArn: required(arn),
    resourceRegionScope: optional(choice(REGION_SCOPES)),
    ...paging,
  },
  behaviours: [
    { source: "botocore", what: "tells what an invitation is about before it is accepted" },
    { source: "assumed", what: "an invitation that was accepted is answered, too" },
  ],
  run(input, call) {
    const { resourceShareInvitationArn: invitationArn, resourceRegionScope = "ALL" } = input;
    const invitation = findInvitation(invitationArn, call);
    const status = invitationStatus(invitation, call);
    if (status === "REJECTED") throw refusals.alreadyRejected(invitationArn);
    if (status === "EXPIRED") throw refusals.expired(invitationArn);
    const found = associationsOf(invitation.shareArn, call).filter(
      (association) =>
        association.type === "RESOURCE" && isAlive(association, call) && resourceRegionScope !== "GLOBAL",
    );
    const { items, ...rest } = onePage("ListPendingInvitationResources", input, found, call);
    return { resources: items.map((association) => describeResource(association, call)), ...rest };
  },
});
