import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { findGrant } from "../find-grant";
import { putGrant } from "../grants";
import { arn } from "../listing";
import { tagKeys, withoutTags } from "../tags";

export const untagResource = operation({
  name: "UntagResource",
  access: "write",
  input: { ResourceArn: required(arn), TagKeys: required(tagKeys) },
  subject: "ResourceArn",
  behaviours: [{ source: "design", what: "keys that are not there are passed over" }],
  permissions: [{ on: { grant: ({ ResourceArn }) => ResourceArn } }],
  run({ ResourceArn, TagKeys }, call) {
    const grant = findGrant(ResourceArn, call);
    putGrant({ ...grant, tags: withoutTags(grant.tags, TagKeys) }, call);
    return {};
  },
});
