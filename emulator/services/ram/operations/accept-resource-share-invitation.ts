import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arn } from "../arns";
import { clientToken, once } from "../client-tokens";
import { describeInvitation, pendingInvitation, putInvitation } from "../invitations";

export const acceptResourceShareInvitation = operation({
  name: "AcceptResourceShareInvitation",
  access: "write",
  http: { method: "POST", path: "/acceptresourceshareinvitation", status: 200 },
  input: { resourceShareInvitationArn: required(arn), clientToken },
  subject: "resourceShareInvitationArn",
  behaviours: [
    { source: "community", what: "the share is seen some time after it was accepted, and is unknown before" },
  ],
  permissions: [
    { on: { "resource-share-invitation": ({ resourceShareInvitationArn }) => resourceShareInvitationArn } },
  ],
  run(input, call) {
    return once("AcceptResourceShareInvitation", input, call, () => {
      const pending = pendingInvitation(input.resourceShareInvitationArn, call);
      const accepted = { ...pending, acceptedAt: call.clock.now() };
      putInvitation(accepted, call);
      return { resourceShareInvitation: describeInvitation(accepted, call) };
    });
  },
});
