import { operation } from "../../../operation/operation";
import { list, optional, required, text } from "../../../validation/shapes";
import { arn } from "../arns";
import { associationsOf, isAlive } from "../associations";
import { type Association, onTheWire, type Share } from "../records";
import { ownerOf } from "../choices";
import { isWanted, onePage, paging } from "../listing";
import { requireType, typeOf } from "../resources";
import { ownShares } from "../shares";
import { sharesSeenBy } from "../sharing";

export const listPrincipals = operation({
  name: "ListPrincipals",
  access: "read",
  http: { method: "POST", path: "/listprincipals", status: 200 },
  input: {
    resourceOwner: required(text()),
    resourceArn: optional(arn),
    principals: optional(list(text())),
    resourceType: optional(text()),
    resourceShareArns: optional(list(arn)),
    ...paging,
  },
  behaviours: [{ source: "docs", what: "OTHER-ACCOUNTS lists the accounts that share with the caller" }],
  run(input, call) {
    const { resourceArn, principals, resourceShareArns } = input;
    const resourceType = requireType(input.resourceType);
    const alive = (share: Share, type: Association["type"]): Association[] =>
      associationsOf(share.arn, call).filter(
        (association) => association.type === type && isAlive(association, call),
      );
    const all =
      ownerOf(input.resourceOwner) === "SELF"
        ? ownShares(call).flatMap((share) =>
            alive(share, "PRINCIPAL").map((association) => ({
              id: association.entity,
              share,
              ...association,
            })),
          )
        : sharesSeenBy(call).map((share) => ({
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
