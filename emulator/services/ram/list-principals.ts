import { operation } from "../../operation";
import { choice, list, optional, required, text } from "../../validation/shapes";
import { arn } from "./arns";
import { type Association, associationsOf, isAlive } from "./associations";
import { OWNERS } from "./get-resource-shares";
import { isWanted, onePage, paging } from "./listing";
import { refusals } from "./refusals";
import { isResourceType, typeOf } from "./resources";
import { onTheWire, ownShares, type Share } from "./shares";
import { sharesSeenBy } from "./sharing";

export const listPrincipals = operation({
  name: "ListPrincipals",
  access: "read",
  http: { method: "POST", path: "/listprincipals", status: 200 },
  input: {
    resourceOwner: required(choice(OWNERS)),
    resourceArn: optional(arn),
    principals: optional(list(text())),
    resourceType: optional(text()),
    resourceShareArns: optional(list(arn)),
    ...paging,
  },
  behaviours: [
    { source: "docs", what: "OTHER-ACCOUNTS lists the accounts that share with the caller" },
    {
      source: "assumed",
      what: "external is true of who was, or would have to be, invited (AWS's texts disagree)",
    },
  ],
  run(input, call) {
    const { resourceOwner, resourceArn, principals, resourceType, resourceShareArns } = input;
    if (resourceType !== undefined && !isResourceType(resourceType)) {
      throw refusals.unknownTypeElsewhere(resourceType);
    }
    const alive = (share: Share, type: Association["type"]): Association[] =>
      associationsOf(share.arn, call).filter(
        (association) => association.type === type && isAlive(association, call),
      );
    const all =
      resourceOwner === "SELF"
        ? ownShares(call).flatMap((share) =>
            alive(share, "PRINCIPAL").map((association) => ({
              id: association.entity,
              share,
              ...association,
            })),
          )
        : sharesSeenBy(call.account, call.region, call).map((share) => ({
            id: share.owner,
            share,
            at: share.createdAt,
            external: alive(share, "PRINCIPAL").some(
              ({ entity, external }) => entity === call.account && external,
            ),
          }));
    const found = all.filter(({ id, share }) => {
      const resources = alive(share, "RESOURCE").map(({ entity }) => entity);
      return (
        isWanted(id, principals) &&
        isWanted(share.arn, resourceShareArns) &&
        (resourceArn === undefined || resources.includes(resourceArn)) &&
        (resourceType === undefined || resources.some((entity) => typeOf(entity) === resourceType))
      );
    });
    const { items, ...rest } = onePage("ListPrincipals", input, found, call);
    const described = items.map(({ id, share, at, external }) => ({
      id,
      resourceShareArn: share.arn,
      creationTime: onTheWire(at),
      lastUpdatedTime: onTheWire(at),
      external,
    }));
    return { principals: described, ...rest };
  },
});
