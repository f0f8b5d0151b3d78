import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { findGrant } from "../find-grant";
import { arn } from "../listing";

export const listTagsForResource = operation({
  name: "ListTagsForResource",
  access: "read",
  input: { ResourceArn: required(arn) },
  subject: "ResourceArn",
  behaviours: [{ source: "botocore", what: "the list is not paginated" }],
  permissions: [{ on: { grant: ({ ResourceArn }) => ResourceArn } }],
  run({ ResourceArn }, call) {
    const { tags } = findGrant(ResourceArn, call);
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
});
