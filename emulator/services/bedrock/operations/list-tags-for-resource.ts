import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { noTags } from "../copy-assumptions";
import { findTagged, resourceArn } from "../taggable";
import { tagsOnTheWire } from "../tags";

const tagOrder = assume("bedrock.tagOrder", "tags are listed in the order in which they were put", {
  reversed: "the other way round",
});

export const listTagsForResource = operation({
  name: "ListTagsForResource",
  access: "read",
  http: { method: "POST", path: "/listTagsForResource", status: 200 },
  input: { resourceARN: resourceArn },
  subject: "resourceARN",
  behaviours: [{ source: "botocore", what: "the list is not paginated" }, tagOrder, noTags],
  permissions: [{ on: { "custom-model": ({ resourceARN }) => resourceARN } }],
  run({ resourceARN }, call) {
    const tags = tagsOnTheWire(findTagged(resourceARN, call).tags);
    if (tags.length === 0 && noTags.is("absent", call)) return {};
    return { tags: tagOrder.is("reversed", call) ? tags.toReversed() : tags };
  },
});
