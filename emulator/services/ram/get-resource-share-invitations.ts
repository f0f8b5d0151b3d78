import { operation } from "../../operation";
import { integer, list, optional, text } from "../../validation/shapes";
import { arn } from "./arns";
import { describeInvitation, findInvitation, receivedInvitations } from "./invitations";
import { isWanted, onePage } from "./listing";
import { refusals } from "./refusals";

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
      source: "assumed",
      what: "a share without an invitation is no error; one whose share is deleted is gone",
    },
  ],
  run(input, call) {
    const { resourceShareInvitationArns: arns, resourceShareArns, maxResults } = input;
    if (maxResults !== undefined && !(maxResults >= 1 && maxResults <= 500)) throw refusals.badPageSize();
    for (const invitationArn of arns ?? []) findInvitation(invitationArn, call);
    const found = receivedInvitations(call).filter(
      ({ arn: itsArn, shareArn }) => isWanted(itsArn, arns) && isWanted(shareArn, resourceShareArns),
    );
    const { items, ...rest } = onePage("GetResourceShareInvitations", input, found, call);
    return {
      resourceShareInvitations: items.map((invitation) => describeInvitation(invitation, call)),
      ...rest,
    };
  },
});
