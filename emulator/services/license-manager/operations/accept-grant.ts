import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { findGrant, isGrantee } from "../find-grant";
import { answerOf, putGrant, statusOf } from "../grants";
import { arn } from "../listing";
import { refusals } from "../refusals";

export const acceptGrant = operation({
  name: "AcceptGrant",
  access: "write",
  input: { GrantArn: required(arn) },
  subject: "GrantArn",
  behaviours: [{ source: "docs", what: "a grant that is PENDING_ACCEPT is DISABLED then" }],
  permissions: [{ on: { grant: ({ GrantArn }) => GrantArn } }],
  run({ GrantArn }, call) {
    const grant = findGrant(GrantArn, call);
    const isWaiting = isGrantee(grant, call) && statusOf(grant, call) === "PENDING_ACCEPT";
    if (!isWaiting) throw refusals.mayNotAccept(call.account);
    const accepted = { ...grant, acceptedAt: call.clock.now() };
    putGrant(accepted, call);
    return answerOf(accepted, call);
  },
});
