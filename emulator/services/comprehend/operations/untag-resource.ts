import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { taggableArn, byKind } from "../arns";
import { refusals } from "../refusals";
import { taggedAt } from "../tagged";
import { tagKeys, withoutTags } from "../tags";

const missingTags = assume("comprehend.missingTags", "keys that are not there are passed over", {
  refused: "the call is refused for one that is not there",
});

export const untagResource = operation({
  name: "UntagResource",
  access: "write",
  input: { ResourceArn: required(taggableArn), TagKeys: required(tagKeys) },
  subject: "ResourceArn",
  behaviours: [missingTags],
  permissions: [{ on: byKind("ResourceArn") }],
  run({ ResourceArn, TagKeys }, call) {
    const tagged = taggedAt("UntagResource", ResourceArn, call);
    const missing = TagKeys.find((key) => !(key in tagged.tags));
    if (missing !== undefined && missingTags.is("refused", call)) throw refusals.noSuchTag(missing);
    tagged.put(withoutTags(tagged.tags, TagKeys));
    return {};
  },
});
