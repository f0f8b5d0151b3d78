import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { choice, integer, list, optional, required, structure, text } from "../../../validation/shapes";
import { arn, requireArn, ramArn } from "../arns";
import { ownerOf } from "../choices";
import { isWanted, onePage, paging } from "../listing";
import { permissionsOf } from "../permission-works";
import { refusals } from "../refusals";
import { describeShare, ownShares, STATUSES, statusOf } from "../shares";
import type { Share } from "../records";
import { deletedForRecipients, seenByItsAccount, sharesSeenBy } from "../sharing";

const unknownShares = assume(
  "ram.unknownShares",
  "a share that is looked up by its ARN and is not there is an UnknownResourceException, as seen; also of a new one",
  { empty: "nothing is found" },
);

const tagFilters = assume("ram.tagFilters", "a share has to meet all tag filters", {
  any: "one of them is enough",
});

export const getResourceShares = operation({
  name: "GetResourceShares",
  access: "read",
  http: { method: "POST", path: "/getresourceshares", status: 200 },
  input: {
    resourceShareArns: optional(list(arn)),
    resourceShareStatus: optional(choice(STATUSES)),
    resourceOwner: required(text()),
    name: optional(text()),
    tagFilters: optional(list(structure({ tagKey: optional(text()), tagValues: optional(list(text())) }))),
    permissionArn: optional(arn),
    permissionVersion: optional(integer()),
    ...paging,
  },
  behaviours: [
    { source: "community", what: "a new share is not found for a moment; one named by ARN is then unknown" },
    { source: "community", what: "a recipient sees a share some time after it was shared" },
    { source: "community", what: "a deleted share is listed as DELETED for about two hours, to its owner" },
    { source: "recorded", what: "a share without tags has no tags member, and recipients never see one" },
    {
      source: "botocore",
      what: "a tag filter without values meets every value; an empty key is not allowed",
    },
    tagFilters,
    unknownShares,
    deletedForRecipients,
    seenByItsAccount,
    { source: "community-single", what: "resourceShareConfiguration is listed with every share" },
  ],
  permissions: [
    { on: { "resource-share": (_, call) => ramArn("resource-share", call.account, call.region, "*") } },
  ],
  run(input, call) {
    const { resourceShareArns, resourceShareStatus, name, permissionArn, tagFilters: filters = [] } = input;
    const isOwner = ownerOf(input.resourceOwner) === "SELF";
    if (!isOwner && filters.length > 0) throw refusals.tagsOfOthers();
    if (filters.some(({ tagKey = "" }) => tagKey === "")) throw refusals.badTag();
    const visible = isOwner ? ownShares(call) : sharesSeenBy(call);
    for (const shareArn of resourceShareArns ?? []) {
      requireArn("resource-share", shareArn);
      const isKnown = visible.some((share) => share.arn === shareArn);
      if (!isKnown && !unknownShares.is("empty", call)) throw refusals.unknownShare(shareArn);
    }
    const meets = (share: Share): boolean => {
      const met = filters.filter(({ tagKey, tagValues }) => has(share, tagKey, tagValues));
      return met.length === filters.length || (met.length > 0 && tagFilters.is("any", call));
    };
    const has = ({ tags }: Share, key = "", values: readonly string[] = []): boolean =>
      tags[key] !== undefined && (values.length === 0 || values.includes(tags[key]));
    const uses = (share: Share): boolean =>
      Object.values(permissionsOf(share, call)).some(
        ({ arn: used, version }) =>
          used === permissionArn && (input.permissionVersion ?? version) === version,
      );
    const found = visible.filter(
      (share) =>
        isWanted(share.arn, resourceShareArns) &&
        (resourceShareStatus ?? statusOf(share, call)) === statusOf(share, call) &&
        (name ?? share.name) === share.name &&
        meets(share) &&
        (permissionArn === undefined || uses(share)),
    );
    const { items, ...rest } = onePage("GetResourceShares", input, found, call);
    return { resourceShares: items.map((share) => describeShare(share, call)), ...rest };
  },
});
