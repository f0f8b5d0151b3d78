import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { taggableArn } from "./arns";
import { ownModel } from "./models";
import { describeTags } from "./tags";

export const listTagsForResource = operation({
  name: "ListTagsForResource",
  access: "read",
  input: { ResourceArn: required(taggableArn) },
  subject: "ResourceArn",
  behaviours: [{ source: "botocore", what: "the list is not paginated" }],
  run({ ResourceArn }, call) {
    const { tags } = ownModel("ListTagsForResource", ResourceArn, call);
    return { ResourceArn, Tags: describeTags(tags) };
  },
});
