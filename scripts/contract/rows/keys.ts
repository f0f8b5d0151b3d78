import * as v from "valibot";

import { assumed, botocore, community, type Row } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

const missing = ({ partition, region, account }: Stage) =>
  `arn:${partition}:kms:${region}:${account}:key/00000000-0000-4000-8000-000000000000`;

const alias = v.looseObject({ AliasName: v.string(), AliasArn: v.string() });

/** What is read of KMS keys. */
export const keysReading: readonly Row[] = [
  {
    operation: "DescribeKey",
    name: "does not find a key that does not exist",
    input: (stage) => ({ KeyId: missing(stage) }),
    expects: { status: 400, code: "NotFoundException", message: /^Key '\S+' does not exist/ },
    source: community("the wording is in error reports of many users"),
  },
  {
    operation: "DescribeKey",
    name: "does not find an alias that does not exist",
    input: { KeyId: "alias/contract-no-such-key" },
    expects: { status: 400, code: "NotFoundException", message: /^Alias arn:\S+ is not found/ },
    source: community("the wording is in error reports of many users"),
  },
  {
    operation: "DescribeKey",
    name: "has its own words for an id that is no key's",
    input: { KeyId: "contract-no-key-id" },
    expects: { status: 400, code: "NotFoundException", message: /^Invalid keyId 'contract-no-key-id'/ },
    source: community("recorded on AWS by LocalStack, 2023-11"),
  },
  {
    operation: "ListGrants",
    name: "takes no alias for a key",
    input: { KeyId: "alias/contract-no-such-key" },
    expects: { status: 400, code: "InvalidArnException", message: /^Key Aliases are not supported/ },
    settles: "kms.aliasGiven",
    source: assumed("the refusal was seen of CreateGrant only"),
  },
  {
    operation: "GetKeyPolicy",
    name: "does not find a key that does not exist",
    input: (stage) => ({ KeyId: missing(stage), PolicyName: "default" }),
    expects: { status: 400, code: "NotFoundException" },
    source: botocore("kms", "GetKeyPolicy"),
  },
  {
    operation: "ListAliases",
    name: "lists the account's aliases in the Region",
    input: {},
    expects: { status: 200, shape: v.looseObject({ Aliases: v.array(alias), Truncated: v.boolean() }) },
    source: botocore("kms", "ListAliases"),
  },
  {
    operation: "ListAliases",
    name: "takes no marker that it has not given",
    input: { Marker: "no-marker-of-anybody" },
    expects: { status: 400, code: "InvalidMarkerException" },
    source: botocore("kms", "ListAliases"),
  },
  {
    operation: "ListGrants",
    name: "does not find a key that does not exist",
    input: (stage) => ({ KeyId: missing(stage) }),
    expects: { status: 400, code: "NotFoundException" },
    source: botocore("kms", "ListGrants"),
  },
];

/** What is given and taken of keys: refused, so that nothing is left behind. */
export const keysWriting: readonly Row[] = [
  {
    operation: "kms:CreateGrant",
    name: "does not find a key that does not exist",
    input: (stage) => ({
      KeyId: missing(stage),
      GranteePrincipal: `arn:${stage.partition}:iam::${stage.account}:root`,
      Operations: ["Decrypt"],
    }),
    expects: { status: 400, code: "NotFoundException" },
    source: botocore("kms", "kms:CreateGrant"),
  },
  {
    operation: "RevokeGrant",
    name: "does not find a key that does not exist",
    input: (stage) => ({ KeyId: missing(stage), GrantId: "0".repeat(64) }),
    expects: { status: 400, code: "NotFoundException" },
    source: botocore("kms", "RevokeGrant"),
  },
];
