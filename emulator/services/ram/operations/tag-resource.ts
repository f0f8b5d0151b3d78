import { assume } from "../../../behaviours/assumptions";
import { type Call, operation } from "../../../operation/operation";
import { optional, required } from "../../../validation/shapes";
import { arn } from "../arns";
import { findOwnPermission, putPermission } from "../permissions";
import { refusals } from "../refusals";
import { existingShare, putShare, statusOf } from "../shares";
import type { Share } from "../records";
import { tagList, withTags } from "../tags";

const tagging = assume("ram.tagging", "a share can be tagged in every status but DELETED", {
  active: "one that is not ACTIVE is unknown",
});

export const taggable = { resourceShareArn: optional(arn), resourceArn: optional(arn) };

/** Changes the tags of a share, or of a permission. */
export function changeTags(
  { resourceShareArn, resourceArn }: { resourceShareArn?: string; resourceArn?: string },
  change: (tags: Share["tags"]) => Share["tags"],
  call: Call,
): object {
  if ((resourceShareArn === undefined) === (resourceArn === undefined)) {
    throw refusals.nothingGiven("either resourceShareArn or resourceArn");
  }
  const tagged = resourceShareArn ?? resourceArn!;
  if (tagged.includes(":permission/")) {
    const permission = findOwnPermission(tagged, call);
    putPermission({ ...permission, tags: change(permission.tags) }, call);
  } else {
    const share = existingShare(tagged, call);
    const isActive = statusOf(share, call) === "ACTIVE";
    if (!isActive && tagging.is("active", call)) throw refusals.unknownShare(tagged);
    putShare({ ...share, tags: change(share.tags) }, call);
  }
  return {};
}

type Tagged = Readonly<Partial<Record<"resourceShareArn" | "resourceArn", string>>>;

/** What policies are asked of. */
export const onTagged = {
  "resource-share": ({ resourceShareArn, resourceArn = resourceShareArn }: Tagged) =>
    resourceArn?.includes(":permission/") ? undefined : resourceArn,
  "customer-managed-permission": ({ resourceArn }: Tagged) =>
    resourceArn?.includes(":permission/") ? resourceArn : undefined,
};

export const tagResource = operation({
  name: "TagResource",
  access: "write",
  http: { method: "POST", path: "/tagresource", status: 200 },
  input: { ...taggable, tags: required(tagList) },
  subject: "resourceShareArn",
  behaviours: [
    { source: "botocore", what: "there is no call that lists tags: they come with GetResourceShares" },
    { source: "recorded", what: "the times of a share do not move with its tags" },
    tagging,
  ],
  permissions: [{ on: onTagged }],
  run: (input, call) => changeTags(input, (tags) => withTags(tags, input.tags), call),
});
