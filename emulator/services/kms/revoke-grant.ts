import { operation } from "../../operation";
import { required, text } from "../../validation/shapes";
import { findKeyFor, keyId } from "./find-key";
import { removeGrant } from "./grants";
import { refusals } from "./refusals";

export const revokeGrant = operation({
  name: "RevokeGrant",
  access: "write",
  input: { KeyId: required(keyId), GrantId: required(text({ min: 1, max: 128 })) },
  subject: "KeyId",
  behaviours: [{ source: "assumed", what: "a grant that is revoked counts no longer at once" }],
  run({ KeyId, GrantId }, call) {
    const key = findKeyFor(KeyId, "RevokeGrant", call);
    if (!removeGrant(GrantId, key.arn, call)) throw refusals.noSuchGrant(GrantId);
    return {};
  },
});
