import { operation } from "../../operation";
import { findTagged, resourceArn } from "./taggable";
import { tagsOnTheWire } from "./tags";

export const listTagsForResource = operation({
  name: "ListTagsForResource",
  access: "read",
  http: { method: "POST", path: "/listTagsForResource", status: 200 },
  input: { resourceARN: resourceArn },
  subject: "resourceARN",
  behaviours: [
    { source: "botocore", what: "the list is not paginated" },
    { source: "assumed", what: "tags are listed in the order in which they were put" },
  ],
  run: ({ resourceARN }, call) => ({ tags: tagsOnTheWire(findTagged(resourceARN, call).tags) }),
});
