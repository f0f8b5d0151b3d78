import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { putModel } from "./custom-models";
import { findTagged, resourceArn } from "./taggable";
import { tagList, withTags } from "./tags";

export const tagResource = operation({
  name: "TagResource",
  access: "write",
  http: { method: "POST", path: "/tagResource", status: 200 },
  input: { resourceARN: resourceArn, tags: required(tagList) },
  subject: "resourceARN",
  behaviours: [
    { source: "botocore", what: "custom models have tags, copy jobs have none; their shape refuses the ARN" },
    { source: "assumed", what: "a model can be tagged while it is Creating" },
  ],
  run({ resourceARN, tags }, call) {
    const model = findTagged(resourceARN, call);
    putModel({ ...model, tags: withTags(model.tags, tags) }, call);
    return {};
  },
});
