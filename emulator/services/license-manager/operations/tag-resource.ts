import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { findGrant } from "../find-grant";
import { putGrant } from "../grants";
import { arn } from "../listing";
import { tagList, withTags } from "../tags";

export const tagResource = operation({
  name: "TagResource",
  access: "write",
  input: { ResourceArn: required(arn), Tags: required(tagList) },
  subject: "ResourceArn",
  behaviours: [{ source: "design", what: "of what can have tags, only grants are found" }],
  permissions: [{ on: { grant: ({ ResourceArn }) => ResourceArn } }],
  run({ ResourceArn, Tags }, call) {
    const grant = findGrant(ResourceArn, call);
    putGrant({ ...grant, tags: withTags(grant.tags, Tags) }, call);
    return {};
  },
});
