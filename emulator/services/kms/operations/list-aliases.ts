import { operation } from "../../../operation/operation";
import { optional } from "../../../validation/shapes";
import { findOwnKey, keyId } from "../find-key";
import { aliasArn, keysOf } from "../keys";
import { pageOf, paging, pagingBehaviour } from "../listing";
import { partitionOf } from "../../../world/partitions";

/** Which every account has. */
const AWS_ALIASES = ["alias/aws/dynamodb", "alias/aws/ebs", "alias/aws/s3"];

export const listAliases = operation({
  name: "ListAliases",
  access: "read",
  input: { KeyId: optional(keyId), ...paging },
  behaviours: [
    { source: "botocore", what: "the account's aliases in the Region are listed, or those of one key" },
    pagingBehaviour,
    { source: "docs", what: "a key is named by its id, its ARN or an alias" },
    {
      source: "docs",
      what: "AWS's own aliases (alias/aws/…) are listed too, without a key until they are used",
    },
    { source: "design", what: "those are a few, are never used, and name no key when somebody asks for it" },
  ],
  run({ KeyId: id, ...asked }, call) {
    const keys =
      id === undefined ? keysOf(call.account, call.region, call) : [findOwnKey(id, "ListAliases", call)];
    const own = keys.flatMap((key) =>
      key.aliases.map((alias) => ({
        AliasName: alias,
        AliasArn: aliasArn(key, alias),
        TargetKeyId: key.arn.split("/")[1],
      })),
    );
    const ofAws = AWS_ALIASES.map((alias) => ({
      AliasName: alias,
      AliasArn: `arn:${partitionOf(call.region)}:kms:${call.region}:${call.account}:${alias}`,
    }));
    const all = id === undefined ? [...ofAws, ...own] : own;
    const { page, rest } = pageOf(all, asked, ["ListAliases", call.account, call.region, id]);
    return { Aliases: page, ...rest };
  },
});
