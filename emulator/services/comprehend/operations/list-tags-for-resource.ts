import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { taggableArn, byKind } from "../arns";
import { taggedAt } from "../tagged";
import { describeTags } from "../tags";

const noTags = assume("comprehend.noTags", "without tags the list is there, and empty", {
  absent: "there is no list",
});

export const listTagsForResource = operation({
  name: "ListTagsForResource",
  access: "read",
  input: { ResourceArn: required(taggableArn) },
  subject: "ResourceArn",
  behaviours: [{ source: "botocore", what: "the list is not paginated" }, noTags],
  permissions: [{ on: byKind("ResourceArn") }],
  run({ ResourceArn }, call) {
    const Tags = describeTags(taggedAt("ListTagsForResource", ResourceArn, call).tags);
    return { ResourceArn, ...(!(Tags.length === 0 && noTags.is("absent", call)) && { Tags }) };
  },
});
