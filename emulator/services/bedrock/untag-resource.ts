import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { putModel } from "./custom-models";
import { findTagged, resourceArn } from "./taggable";
import { tagKeyList, withoutTags } from "./tags";

export const untagResource = operation({
  name: "UntagResource",
  access: "write",
  http: { method: "POST", path: "/untagResource", status: 200 },
  input: { resourceARN: resourceArn, tagKeys: required(tagKeyList) },
  subject: "resourceARN",
  behaviours: [{ source: "assumed", what: "keys that are not there are passed over" }],
  run({ resourceARN, tagKeys }, call) {
    const model = findTagged(resourceARN, call);
    putModel({ ...model, tags: withoutTags(model.tags, tagKeys) }, call);
    return {};
  },
});
