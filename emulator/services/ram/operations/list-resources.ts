import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { list, optional, required, text } from "../../../validation/shapes";
import { arn } from "../arns";
import { associationsOf, associationStatus, isAlive } from "../associations";
import { type Association, shareTable } from "../records";
import { ownerOf, regionScopeOf } from "../choices";
import { isWanted, onePage, paging } from "../listing";
import { lostModel } from "../lost-models";
import { refusals } from "../refusals";
import { describeResource, resourceTypeOf, typeOf } from "../resources";
import { ownShares } from "../shares";
import { resourcesSharedWith, sharesSeenBy } from "../sharing";

const receivedFrom = assume(
  "ram.receivedFrom",
  "the principal of what is listed of OTHER-ACCOUNTS is the owner of the share",
  { caller: "it is the caller's own account" },
);

const failedResources = assume("ram.failedResources", "what has failed is not listed", {
  listed: "it is listed as UNAVAILABLE",
});

const unseenShares = assume("ram.unseenShares", "shares that the caller does not see are passed over", {
  unknown: "they are unknown",
});

export const listResources = operation({
  name: "ListResources",
  access: "read",
  http: { method: "POST", path: "/listresources", status: 200 },
  input: {
    resourceOwner: required(text()),
    principal: optional(text()),
    resourceType: optional(text()),
    resourceArns: optional(list(arn)),
    resourceShareArns: optional(list(arn)),
    resourceRegionScope: optional(text()),
    ...paging,
  },
  behaviours: [
    {
      source: "docs",
      what: "OTHER-ACCOUNTS lists what is shared with the caller: a recipient's only way to see it",
    },
    receivedFrom,
    failedResources,
    unseenShares,
    lostModel,
  ],
  run(input, call) {
    const { principal, resourceArns, resourceShareArns } = input;
    const isOwner = ownerOf(input.resourceOwner) === "SELF";
    const scope = regionScopeOf(input.resourceRegionScope);
    const resourceType = input.resourceType === undefined ? undefined : resourceTypeOf(input.resourceType);
    if (input.resourceType !== undefined && resourceType === undefined) {
      throw refusals.unknownType(input.resourceType);
    }
    const seen = isOwner ? ownShares(call) : sharesSeenBy(call);
    const unseen = resourceShareArns?.find((arn) => !seen.some((share) => share.arn === arn));
    if (unseen !== undefined && unseenShares.is("unknown", call)) throw refusals.unknownShare(unseen);
    const ofOthers = (shareArn: string): string | undefined =>
      receivedFrom.is("caller", call) ? call.account : shareTable(call.store).get(shareArn)?.owner;
    const isWith = (shareArn: string, wanted: string): boolean =>
      isOwner
        ? associationsOf(shareArn, call).some(({ entity }) => entity === wanted)
        : ofOthers(shareArn) === wanted;
    const isShown = (association: Association): boolean =>
      isAlive(association, call) ||
      (failedResources.is("listed", call) && associationStatus(association, call) === "FAILED");
    const all = isOwner
      ? ownShares(call)
          .flatMap((share) => associationsOf(share.arn, call))
          .filter((association) => association.type === "RESOURCE" && isShown(association))
      : resourcesSharedWith(call);
    const found = all.filter(
      ({ entity, shareArn }) =>
        (resourceType ?? typeOf(entity)) === typeOf(entity) &&
        isWanted(entity, resourceArns) &&
        isWanted(shareArn, resourceShareArns) &&
        (principal === undefined || isWith(shareArn, principal)) &&
        scope !== "GLOBAL",
    );
    const { items, ...rest } = onePage("ListResources", input, found, call);
    return { resources: items.map((association) => describeResource(association, call)), ...rest };
  },
});
