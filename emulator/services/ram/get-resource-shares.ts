import { operation } from "../../operation";
import { choice, integer, list, optional, required, structure, text } from "../../validation/shapes";
import { arn, requireArn } from "./arns";
import { isWanted, onePage, paging } from "./listing";
import { permissionsOf } from "./permission-works";
import { refusals } from "./refusals";
import { describeShare, ownShares, type Share, STATUSES, statusOf } from "./shares";
import { sharesSeenBy } from "./sharing";

export const OWNERS = ["SELF", "OTHER-ACCOUNTS"] as const;

export const getResourceShares = operation({
  name: "GetResourceShares",
  access: "read",
  http: { method: "POST", path: "/getresourceshares", status: 200 },
  input: {
    resourceShareArns: optional(list(arn)),
    resourceShareStatus: optional(choice(STATUSES)),
    resourceOwner: required(choice(OWNERS)),
    name: optional(text()),
    tagFilters: optional(list(structure({ tagKey: optional(text()), tagValues: optional(list(text())) }))),
    permissionArn: optional(arn),
    permissionVersion: optional(integer()),
    ...paging,
  },
  behaviours: [
    { source: "community", what: "a new share is not found for a moment; one named by ARN is then unknown" },
    { source: "community", what: "a recipient sees a share some time after it was shared" },
    {
      source: "docs",
      what: "a deleted share is listed as DELETED for about two hours, to its owner (assumed)",
    },
    { source: "assumed", what: "a tag filter without values meets every value; all filters must be met" },
    { source: "assumed", what: "recipients see no tags" },
  ],
  run(input, call) {
    const { resourceOwner, resourceShareArns, resourceShareStatus, name, permissionArn } = input;
    const visible =
      resourceOwner === "SELF" ? ownShares(call) : sharesSeenBy(call.account, call.region, call);
    for (const shareArn of resourceShareArns ?? []) {
      requireArn("resource-share", shareArn);
      if (!visible.some((share) => share.arn === shareArn)) throw refusals.unknownShare(shareArn);
    }
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
        (input.tagFilters ?? []).every(({ tagKey, tagValues }) => has(share, tagKey, tagValues)) &&
        (permissionArn === undefined || uses(share)),
    );
    const { items, ...rest } = onePage("GetResourceShares", input, found, call);
    return { resourceShares: items.map((share) => describeShare(share, call)), ...rest };
  },
});
