import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { putTags, tagsOf } from "../find-tagged";
import { onTagged } from "../policy-permissions";
import { taggable, tagKeys, withoutTags } from "../tags";

export const untagResource = operation({
  name: "UntagResource",
  access: "write",
  input: { ResourceId: required(taggable), TagKeys: required(tagKeys) },
  subject: "ResourceId",
  permissions: [
    {
      action: "organizations:UntagResource",
      on: onTagged,
    },
  ],
  behaviours: [{ source: "docs", what: "accounts, units, the root and policies can have tags" }],
  run({ ResourceId, TagKeys }, call) {
    putTags(ResourceId, withoutTags(tagsOf(ResourceId, call), TagKeys), call);
    return {};
  },
});
