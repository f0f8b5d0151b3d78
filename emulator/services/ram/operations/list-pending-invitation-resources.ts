import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { optional, required, text } from "../../../validation/shapes";
import { arn } from "../arns";
import { associationsOf, isAlive } from "../associations";
import { regionScopeOf } from "../choices";
import { findInvitation, invitationStatus } from "../invitations";
import { onePage, paging } from "../listing";
import { refusals } from "../refusals";
import { describeResource } from "../resources";

const acceptedInvitation = assume(
  "ram.acceptedInvitation",
  "an invitation that was accepted still tells what it was about (the operation models no refusal of it)",
  { empty: "it tells nothing any more" },
);

export const listPendingInvitationResources = operation({
  name: "ListPendingInvitationResources",
  access: "read",
  http: { method: "POST", path: "/listpendinginvitationresources", status: 200 },
  input: {
    resourceShareInvitationArn: required(arn),
    resourceRegionScope: optional(text()),
    ...paging,
  },
  behaviours: [
    { source: "botocore", what: "tells what an invitation is about before it is accepted" },
    acceptedInvitation,
  ],
  permissions: [
    { on: { "resource-share-invitation": ({ resourceShareInvitationArn }) => resourceShareInvitationArn } },
  ],
  run(input, call) {
    const { resourceShareInvitationArn: invitationArn } = input;
    const scope = regionScopeOf(input.resourceRegionScope);
    const invitation = findInvitation(invitationArn, call);
    const status = invitationStatus(invitation, call);
    if (status === "REJECTED") throw refusals.alreadyRejected(invitationArn);
    if (status === "EXPIRED") throw refusals.expired(invitationArn);
    const tellsNothing = status === "ACCEPTED" && acceptedInvitation.is("empty", call);
    const found = associationsOf(invitation.shareArn, call).filter(
      (association) =>
        association.type === "RESOURCE" && isAlive(association, call) && scope !== "GLOBAL" && !tellsNothing,
    );
    const { items, ...rest } = onePage("ListPendingInvitationResources", input, found, call);
    return { resources: items.map((association) => describeResource(association, call)), ...rest };
  },
});
