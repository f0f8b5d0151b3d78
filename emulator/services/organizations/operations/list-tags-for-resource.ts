import { operation } from "../../../operation/operation";
import { optional, required, text } from "../../../validation/shapes";
import { tagsOf } from "../find-tagged";
import { onePage } from "../listing";
import { onTagged } from "../policy-permissions";
import { taggable } from "../tags";

export const listTagsForResource = operation({
  name: "ListTagsForResource",
  access: "read",
  input: { ResourceId: required(taggable), NextToken: optional(text({ max: 100_000 })) },
  subject: "ResourceId",
  permissions: [{ action: "organizations:ListTagsForResource", on: onTagged }],
  behaviours: [{ source: "botocore", what: "the caller cannot choose how much is on a page" }],
  run({ ResourceId, ...page }, call) {
    const { items, ...rest } = onePage(page, Object.entries(tagsOf(ResourceId, call)));
    return { Tags: items.map(([Key, Value]) => ({ Key, Value })), ...rest };
  },
});
