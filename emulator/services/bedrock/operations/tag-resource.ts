import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { customModelRefusals as refusals } from "../custom-model-refusals";
import { modelStatus, putModel } from "../custom-models";
import { findTagged, resourceArn } from "../taggable";
import { tagList, withTags } from "../tags";

const taggedWhileCreating = assume(
  "bedrock.taggedWhileCreating",
  "a model can be tagged while it is Creating",
  {
    refused: "that is refused with a ConflictException",
  },
);

export const tagResource = operation({
  name: "TagResource",
  access: "write",
  http: { method: "POST", path: "/tagResource", status: 200 },
  input: { resourceARN: resourceArn, tags: required(tagList) },
  subject: "resourceARN",
  behaviours: [
    { source: "botocore", what: "custom models have tags, copy jobs have none; their shape refuses the ARN" },
    taggedWhileCreating,
  ],
  permissions: [{ on: { "custom-model": ({ resourceARN }) => resourceARN } }],
  run({ resourceARN, tags }, call) {
    const model = findTagged(resourceARN, call);
    if (taggedWhileCreating.is("refused", call) && modelStatus(model, call) === "Creating") {
      throw refusals.creatingIsNotTagged();
    }
    putModel({ ...model, tags: withTags(model.tags, tags) }, call);
    return {};
  },
});
