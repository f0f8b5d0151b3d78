import { createHash } from "node:crypto";

import { operation } from "../../../operation/operation";
import { list, optional, required, text } from "../../../validation/shapes";
import { findKey, keyId } from "../find-key";
import { ownerOf } from "../keys";
import { keyPermission } from "../use";

export const describeKey = operation({
  name: "DescribeKey",
  access: "read",
  input: {
    KeyId: required(keyId),
    GrantTokens: optional(list(text({ min: 1, max: 8192 }), { max: 10 })),
  },
  subject: "KeyId",
  behaviours: [
    { source: "botocore", what: "a key is found by its id, its ARN, an alias or the alias's ARN" },
    { source: "docs", what: "a key of another account is described where its policy allows that" },
    { source: "docs", what: "a key that is disabled is described all the same" },
    { source: "recorded", what: "CurrentKeyMaterialId is told of a symmetric key" },
    { source: "design", what: "every key is a symmetric one that KMS has made; CreationDate is made up" },
  ],
  permissions: [keyPermission("DescribeKey", "kms:RequestAlias")],
  run({ KeyId: id, GrantTokens }, call) {
    const key = findKey(id, call, GrantTokens);
    return {
      KeyMetadata: {
        AWSAccountId: ownerOf(key),
        KeyId: key.arn.split("/")[1],
        Arn: key.arn,
        CreationDate: new Date(Date.UTC(2024, 11, 1)),
        Enabled: key.isEnabled,
        Description: "",
        KeyUsage: "ENCRYPT_DECRYPT",
        KeyState: key.isEnabled ? "Enabled" : "Disabled",
        Origin: "AWS_KMS",
        KeyManager: "CUSTOMER",
        CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
        KeySpec: "SYMMETRIC_DEFAULT",
        EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
        MultiRegion: false,
        CurrentKeyMaterialId: createHash("sha256").update(key.arn).digest("hex"),
      },
    };
  },
});
