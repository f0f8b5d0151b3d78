import { operation } from "../../operation";
import { optional } from "../../validation/shapes";
import { findOwnKey, keyId } from "./find-key";
import { aliasArn, keysOf } from "./keys";
import { pageOf, paging, pagingBehaviour } from "./listing";

export const listAliases = operation({
  name: "ListAliases",
  access: "read",
  input: { KeyId: optional(keyId), ...paging },
  behaviours: [
    { source: "botocore", what: "the account's aliases in the Region are listed, or those of one key" },
    pagingBehaviour,
    { source: "assumed", what: "AWS's own aliases (alias/aws/…) are not listed, and name no key" },
  ],
  run({ KeyId: id, ...asked }, call) {
    const keys =
      id === undefined ? keysOf(call.account, call.region, call) : [findOwnKey(id, "ListAliases", call)];
    const all = keys.flatMap((key) =>
      key.aliases.map((alias) => ({
        AliasName: alias,
        AliasArn: aliasArn(key, alias),
        TargetKeyId: key.arn.split("/")[1],
      })),
    );
    const { page, rest } = pageOf(all, asked, ["ListAliases", call.account, call.region, id]);
    return { Aliases: page, ...rest };
  },
});
