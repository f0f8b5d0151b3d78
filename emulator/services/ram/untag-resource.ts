import { operation } from "../../operation";
import { changeTags, taggable } from "./tag-resource";
import { tagKeys, withoutTags } from "./tags";

export const untagResource = operation({
  name: "UntagResource",
  access: "write",
  http: { method: "POST", path: "/untagresource", status: 200 },
  input: { ...taggable, tagKeys },
  subject: "resourceShareArn",
  behaviours: [{ source: "assumed", what: "keys that are not there are passed over" }],
  run: (input, call) => changeTags(input, (tags) => withoutTags(tags, input.tagKeys), call),
});
