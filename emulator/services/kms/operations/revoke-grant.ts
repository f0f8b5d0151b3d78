import { operation } from "../../../operation/operation";
import { required, text } from "../../../validation/shapes";
import { findKeyFor, keyId } from "../find-key";
import { grantsAreLate, revokeGrant as revoke } from "../grants";
import { refusals } from "../refusals";
import { keyPermission } from "../use";

export const revokeGrant = operation({
  name: "RevokeGrant",
  access: "write",
  input: { KeyId: required(keyId), GrantId: required(text({ min: 1, max: 128 })) },
  subject: "KeyId",
  behaviours: [grantsAreLate],
  permissions: [keyPermission("RevokeGrant", "kms:GrantIsForAWSResource")],
  run({ KeyId, GrantId }, call) {
    const key = findKeyFor(KeyId, "RevokeGrant", call);
    if (!revoke(GrantId, key.arn, call)) throw refusals.noSuchGrant(GrantId);
    return {};
  },
});
