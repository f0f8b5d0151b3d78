import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { taggableArn, byKind } from "../arns";
import { taggedAt } from "../tagged";
import { tagList, withTags } from "../tags";

export const tagResource = operation({
  name: "TagResource",
  access: "write",
  input: { ResourceArn: required(taggableArn), Tags: required(tagList) },
  subject: "ResourceArn",
  behaviours: [
    { source: "botocore", what: "a key that is there has its value replaced" },
    { source: "recorded", what: "endpoints have tags as models have" },
    { source: "design", what: "flywheels, data sets and jobs are not emulated, and so not found" },
    {
      source: "botocore",
      what: "writes that overlap are a ConcurrentModificationException, which only a fault brings about here",
    },
  ],
  permissions: [{ on: byKind("ResourceArn") }],
  run({ ResourceArn, Tags }, call) {
    const tagged = taggedAt("TagResource", ResourceArn, call);
    tagged.put(withTags(tagged.tags, Tags));
    return {};
  },
});
