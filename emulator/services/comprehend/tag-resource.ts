import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { taggableArn } from "./arns";
import { ownModel, putModel } from "./models";
import { tagList, withTags } from "./tags";

export const tagResource = operation({
  name: "TagResource",
  access: "write",
  input: { ResourceArn: required(taggableArn), Tags: required(tagList) },
  subject: "ResourceArn",
  behaviours: [
    { source: "botocore", what: "a key that is there has its value replaced" },
    { source: "assumed", what: "only models are found: endpoints and flywheels have no tags here" },
    {
      source: "botocore",
      what: "writes that overlap are a ConcurrentModificationException, which only a fault brings about here",
    },
  ],
  run({ ResourceArn, Tags }, call) {
    const model = ownModel("TagResource", ResourceArn, call);
    putModel({ ...model, tags: withTags(model.tags, Tags) }, call);
    return {};
  },
});
