import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arn } from "../arns";
import { rejected } from "../associations";
import { clientToken, once } from "../client-tokens";
import { describeInvitation, pendingInvitation, putInvitation } from "../invitations";

export const rejectResourceShareInvitation = operation({
  name: "RejectResourceShareInvitation",
  access: "write",
  http: { method: "POST", path: "/rejectresourceshareinvitation", status: 200 },
  input: { resourceShareInvitationArn: required(arn), clientToken },
  subject: "resourceShareInvitationArn",
  behaviours: [rejected],
  permissions: [
    { on: { "resource-share-invitation": ({ resourceShareInvitationArn }) => resourceShareInvitationArn } },
  ],
  run(input, call) {
    return once("RejectResourceShareInvitation", input, call, () => {
      const pending = pendingInvitation(input.resourceShareInvitationArn, call);
      const rejected = { ...pending, rejectedAt: call.clock.now() };
      putInvitation(rejected, call);
      return { resourceShareInvitation: describeInvitation(rejected, call) };
    });
  },
});
