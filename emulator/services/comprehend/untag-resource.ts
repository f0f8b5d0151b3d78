import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { taggableArn } from "./arns";
import { ownModel, putModel } from "./models";
import { tagKeys, withoutTags } from "./tags";

export const untagResource = operation({
  name: "UntagResource",
  access: "write",
  input: { ResourceArn: required(taggableArn), TagKeys: required(tagKeys) },
  subject: "ResourceArn",
  behaviours: [{ source: "assumed", what: "keys that are not there are passed over" }],
  run({ ResourceArn, TagKeys }, call) {
    const model = ownModel("UntagResource", ResourceArn, call);
    putModel({ ...model, tags: withoutTags(model.tags, TagKeys) }, call);
    return {};
  },
});
