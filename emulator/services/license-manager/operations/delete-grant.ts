import { operation } from "../../../operation/operation";
import { required, text } from "../../../validation/shapes";
import { deletedGrants } from "../assumptions";
import { findGrant, isGrantee, requireVersion } from "../find-grant";
import { answerOf, putGrant, statusOf } from "../grants";
import { arn } from "../listing";
import { refusals } from "../refusals";
import { statusReason } from "../shapes";

export const deleteGrant = operation({
  name: "DeleteGrant",
  access: "write",
  input: { GrantArn: required(arn), StatusReason: statusReason, Version: required(text()) },
  subject: "GrantArn",
  behaviours: [
    { source: "botocore", what: "PENDING_DELETE, and then DELETED; the current version must be named" },
    deletedGrants,
  ],
  permissions: [{ on: { grant: ({ GrantArn }) => GrantArn } }],
  run({ GrantArn, StatusReason, Version }, call) {
    const grant = findGrant(GrantArn, call);
    // What a member has of a grant to many goes with that alone.
    if (isGrantee(grant, call) || grant.parentArn !== undefined) throw refusals.notTheGrantor();
    requireVersion(Version, grant, call);
    const status = statusOf(grant, call);
    if (status === "PENDING_DELETE" || status === "DELETED") throw refusals.notNow(status);
    const deleted = {
      ...grant,
      deletedAt: call.clock.now(),
      ...(StatusReason !== undefined && { reason: StatusReason }),
    };
    putGrant(deleted, call);
    return answerOf(deleted, call);
  },
});
