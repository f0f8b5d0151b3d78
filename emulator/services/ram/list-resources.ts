import { operation } from "../../operation";
import { choice, list, optional, required, text } from "../../validation/shapes";
import { arn } from "./arns";
import { associationsOf, isAlive } from "./associations";
import { OWNERS } from "./get-resource-shares";
import { isWanted, onePage, paging } from "./listing";
import { refusals } from "./refusals";
import { describeResource, isResourceType, REGION_SCOPES, typeOf } from "./resources";
import { ownShares, shareTable } from "./shares";
import { resourcesSharedWith } from "./sharing";

export const listResources = operation({
  name: "ListResources",
  access: "read",
  http: { method: "POST", path: "/listresources", status: 200 },
  input: {
    resourceOwner: required(choice(OWNERS)),
    principal: optional(text()),
    resourceType: optional(text()),
    resourceArns: optional(list(arn)),
    resourceShareArns: optional(list(arn)),
    resourceRegionScope: optional(choice(REGION_SCOPES)),
    ...paging,
  },
  behaviours: [
    {
      source: "docs",
      what: "OTHER-ACCOUNTS lists what is shared with the caller: a recipient's only way to see it",
    },
    { source: "assumed", what: "the principal of OTHER-ACCOUNTS is the owner of the share" },
    { source: "assumed", what: "what has failed or was taken out is not listed" },
    { source: "assumed", what: "shares that the caller does not see are passed over" },
  ],
  run(input, call) {
    const { resourceOwner, principal, resourceType, resourceArns, resourceShareArns } = input;
    if (resourceType !== undefined && !isResourceType(resourceType)) throw refusals.unknownType(resourceType);
    const isWith = (shareArn: string, wanted: string): boolean =>
      resourceOwner === "SELF"
        ? associationsOf(shareArn, call).some(({ entity }) => entity === wanted)
        : shareTable(call.store).get(shareArn)?.owner === wanted;
    const all =
      resourceOwner === "SELF"
        ? ownShares(call)
            .flatMap((share) => associationsOf(share.arn, call))
            .filter((association) => association.type === "RESOURCE" && isAlive(association, call))
        : resourcesSharedWith(call.account, call.region, call);
    const found = all.filter(
      ({ entity, shareArn }) =>
        (resourceType ?? typeOf(entity)) === typeOf(entity) &&
        isWanted(entity, resourceArns) &&
        isWanted(shareArn, resourceShareArns) &&
        (principal === undefined || isWith(shareArn, principal)) &&
        input.resourceRegionScope !== "GLOBAL",
    );
    const { items, ...rest } = onePage("ListResources", input, found, call);
    return { resources: items.map((association) => describeResource(association, call)), ...rest };
  },
});
