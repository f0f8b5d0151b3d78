import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { putTags, tagsOf } from "../find-tagged";
import { onTagged } from "../policy-permissions";
import { taggable, tagList, withTags } from "../tags";

export const tagResource = operation({
  name: "TagResource",
  access: "write",
  input: { ResourceId: required(taggable), Tags: required(tagList) },
  subject: "ResourceId",
  permissions: [{ action: "organizations:TagResource", on: onTagged }],
  behaviours: [{ source: "docs", what: "accounts, units, the root and policies can have tags" }],
  run({ ResourceId, Tags }, call) {
    putTags(ResourceId, withTags(tagsOf(ResourceId, call), Tags), call);
    return {};
  },
});
