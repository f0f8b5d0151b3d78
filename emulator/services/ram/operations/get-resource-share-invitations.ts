import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { integer, list, optional, text } from "../../../validation/shapes";
import { arn } from "../arns";
import { acceptedIsListed, findInvitation, listedInvitation, receivedInvitations } from "../invitations";
import { isWanted, onePage } from "../listing";
import { refusals } from "../refusals";
import { sharesSeenBy } from "../sharing";

const uninvited = assume("ram.uninvited", "a share without an invitation to the caller is no error", {
  unknown: "one that the caller neither sees nor is invited to is unknown",
});

export const getResourceShareInvitations = operation({
  name: "GetResourceShareInvitations",
  access: "read",
  http: { method: "POST", path: "/getresourceshareinvitations", status: 200 },
  input: {
    resourceShareInvitationArns: optional(list(arn)),
    resourceShareArns: optional(list(arn)),
    nextToken: optional(text()),
    maxResults: optional(integer()),
  },
  behaviours: [
    { source: "botocore", what: "only invitations that the caller has received" },
    { source: "community", what: "an invitation is seen some time after it was sent" },
    { source: "docs", what: "invitations to custom models expire after 12 hours" },
    {
      source: "community",
      what: "7 days after it was sent an invitation is gone, an accepted one too; the share and the access stay",
    },
    { source: "docs", what: "one that nobody has answered by then counts as declined" },
    uninvited,
    acceptedIsListed,
  ],
  run(input, call) {
    const { resourceShareInvitationArns: arns, resourceShareArns, maxResults } = input;
    if (maxResults !== undefined && !(maxResults >= 1 && maxResults <= 500)) throw refusals.badPageSize();
    for (const invitationArn of arns ?? []) findInvitation(invitationArn, call);
    const known = [
      ...receivedInvitations(call),
      ...sharesSeenBy(call).map(({ arn: shareArn }) => ({ shareArn })),
    ];
    const unknown = (resourceShareArns ?? []).find(
      (shareArn) => !known.some((one) => one.shareArn === shareArn),
    );
    if (unknown !== undefined && uninvited.is("unknown", call)) throw refusals.unknownShare(unknown);
    const found = receivedInvitations(call).filter(
      ({ arn: itsArn, shareArn }) => isWanted(itsArn, arns) && isWanted(shareArn, resourceShareArns),
    );
    const { items, ...rest } = onePage("GetResourceShareInvitations", input, found, call);
    return {
      resourceShareInvitations: items.map((invitation) => listedInvitation(invitation, call)),
      ...rest,
    };
  },
});
