import { operation } from "../../operation";
import { pageToken, readPageToken } from "../../page-tokens";
import { integer, optional, text } from "../../validation/shapes";
import { findOwnKey, keyId } from "./find-key";
import { aliasArn, keysOf } from "./keys";
import { refusals } from "./refusals";

export const listAliases = operation({
  name: "ListAliases",
  access: "read",
  input: {
    KeyId: optional(keyId),
    Limit: optional(integer({ min: 1, max: 1000 })),
    Marker: optional(text({ min: 1, max: 1024, pattern: /[\u0020-\u00FF]*/ })),
  },
  behaviours: [
    { source: "botocore", what: "the account's aliases in the Region are listed, or those of one key" },
    {
      source: "botocore",
      what: "in pages of 50 unless told otherwise; Truncated says whether there are more",
    },
    { source: "assumed", what: "AWS's own aliases (alias/aws/…) are not listed, and name no key" },
  ],
  run({ KeyId: id, Limit = 50, Marker }, call) {
    const keys =
      id === undefined ? keysOf(call.account, call.region, call) : [findOwnKey(id, "ListAliases", call)];
    const all = keys.flatMap((key) =>
      key.aliases.map((alias) => ({
        AliasName: alias,
        AliasArn: aliasArn(key, alias),
        TargetKeyId: key.arn.split("/")[1],
      })),
    );
    const of = JSON.stringify([call.account, call.region, id]);
    const from = Marker === undefined ? 0 : readPageToken(Marker, of);
    if (from === undefined) throw refusals.badMarker();
    const to = from + Limit;
    return {
      Aliases: all.slice(from, to),
      Truncated: to < all.length,
      ...(to < all.length && { NextMarker: pageToken(of, to) }),
    };
  },
});
