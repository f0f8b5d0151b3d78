import { operation } from "../../operation";
import { choice, list, optional, required, text } from "../../validation/shapes";
import { arn } from "./arns";
import {
  ASSOCIATION_STATUSES,
  associationsOf,
  associationStatus,
  describeAssociation,
  TYPES,
} from "./associations";
import { isWanted, onePage, paging } from "./listing";
import { refusals } from "./refusals";
import { findOwnShare, ownShares } from "./shares";

export const getResourceShareAssociations = operation({
  name: "GetResourceShareAssociations",
  access: "read",
  http: { method: "POST", path: "/getresourceshareassociations", status: 200 },
  input: {
    associationType: required(choice(TYPES)),
    resourceShareArns: optional(list(arn)),
    resourceArn: optional(arn),
    principal: optional(text()),
    associationStatus: optional(choice(ASSOCIATION_STATUSES)),
    ...paging,
  },
  behaviours: [
    { source: "botocore", what: "only for shares the caller owns; a recipient's share is unknown" },
    { source: "community", what: "DISASSOCIATED and FAILED entries are listed, too" },
  ],
  run(input, call) {
    const { associationType: type, resourceShareArns, resourceArn, principal } = input;
    if (resourceArn !== undefined && type === "PRINCIPAL") throw refusals.misplaced("resourceArn", type);
    if (principal !== undefined && type === "RESOURCE") throw refusals.misplaced("principal", type);
    for (const shareArn of resourceShareArns ?? []) findOwnShare(shareArn, call);
    const shares = ownShares(call).filter((share) => isWanted(share.arn, resourceShareArns));
    const wanted = resourceArn ?? principal;
    const found = shares
      .flatMap((share) => associationsOf(share.arn, call))
      .filter(
        (association) =>
          association.type === type &&
          (wanted ?? association.entity) === association.entity &&
          [undefined, associationStatus(association, call)].includes(input.associationStatus),
      );
    const { items, ...rest } = onePage("GetResourceShareAssociations", input, found, call);
    return {
      resourceShareAssociations: items.map((association) => describeAssociation(association, call)),
      ...rest,
    };
  },
});
