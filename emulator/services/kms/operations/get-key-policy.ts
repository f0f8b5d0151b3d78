import { operation } from "../../../operation/operation";
import { optional, required, text } from "../../../validation/shapes";
import { findOwnKey, keyId } from "../find-key";
import { keyPermission } from "../use";

export const getKeyPolicy = operation({
  name: "GetKeyPolicy",
  access: "read",
  input: {
    KeyId: required(keyId),
    PolicyName: optional(text({ min: 1, max: 128, pattern: /[\w]+/ })),
  },
  subject: "KeyId",
  behaviours: [
    { source: "botocore", what: "the policy is a text of JSON, and its name is default" },
    { source: "docs", what: "only its own account reads it" },
  ],
  permissions: [keyPermission("GetKeyPolicy")],
  run({ KeyId: id }, call) {
    const { policy } = findOwnKey(id, "GetKeyPolicy", call);
    return { Policy: JSON.stringify(policy, null, 2), PolicyName: "default" };
  },
});
