import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { refusals } from "../refusals";
import { changeTags, taggable, onTagged } from "./tag-resource";
import { tagKeys, withoutTags } from "../tags";

const untagging = assume("ram.untagging", "keys that are not there are passed over", {
  refused: "they are refused",
});

export const untagResource = operation({
  name: "UntagResource",
  access: "write",
  http: { method: "POST", path: "/untagresource", status: 200 },
  input: { ...taggable, tagKeys },
  subject: "resourceShareArn",
  behaviours: [untagging],
  permissions: [{ on: onTagged }],
  run(input, call) {
    const without = (tags: Readonly<Record<string, string>>) => {
      const missing = input.tagKeys.find((key) => tags[key] === undefined);
      if (missing !== undefined && untagging.is("refused", call)) throw refusals.noSuchTag(missing);
      return withoutTags(tags, input.tagKeys);
    };
    return changeTags(input, without, call);
  },
});
