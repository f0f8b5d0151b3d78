import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { customModelRefusals as refusals } from "../custom-model-refusals";
import { putModel } from "../custom-models";
import { findTagged, resourceArn } from "../taggable";
import { tagKeyList, withoutTags } from "../tags";

const absentTag = assume("bedrock.absentTag", "keys that are not there are passed over", {
  refused: "they are refused with a ValidationException",
});

export const untagResource = operation({
  name: "UntagResource",
  access: "write",
  http: { method: "POST", path: "/untagResource", status: 200 },
  input: { resourceARN: resourceArn, tagKeys: required(tagKeyList) },
  subject: "resourceARN",
  behaviours: [absentTag],
  permissions: [{ on: { "custom-model": ({ resourceARN }) => resourceARN } }],
  run({ resourceARN, tagKeys }, call) {
    const model = findTagged(resourceARN, call);
    const absent = tagKeys.find((key) => !(key in model.tags));
    if (absent !== undefined && absentTag.is("refused", call)) throw refusals.noSuchTag(absent);
    putModel({ ...model, tags: withoutTags(model.tags, tagKeys) }, call);
    return {};
  },
});
