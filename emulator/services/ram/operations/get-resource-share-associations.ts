import { assume } from "../../../behaviours/assumptions";
import { type Call, operation } from "../../../operation/operation";
import { list, optional, required, text } from "../../../validation/shapes";
import { arn } from "../arns";
import { associationsOf, associationStatus, describeAssociation } from "../associations";
import { type Association, passed, shareTable } from "../records";
import { associationStatusOf, associationTypeOf } from "../choices";
import { isWanted, onePage, paging } from "../listing";
import { lostModel } from "../lost-models";
import { refusals } from "../refusals";
import { findOwnShare, ownShares } from "../shares";

export const associationsOfDeleted = assume(
  "ram.associationsOfDeleted",
  "the associations of a deleted share end with it, and are listed as DISASSOCIATED for as long as it is",
  { gone: "they are listed no more", kept: "they are listed as ASSOCIATED" },
);

const changesAreListed = assume(
  "ram.changesAreListed",
  "what was put in or taken out a moment ago is listed so",
  { late: "the list is as before for as long as a new share is not found" },
);

const disassociatedIsListed = assume(
  "ram.disassociatedIsListed",
  "what was taken out stays listed as DISASSOCIATED until it is put in again (recorded is that it is listed)",
  { gone: "it is gone from the list once it is out" },
);

export const getResourceShareAssociations = operation({
  name: "GetResourceShareAssociations",
  access: "read",
  http: { method: "POST", path: "/getresourceshareassociations", status: 200 },
  input: {
    associationType: required(text()),
    resourceShareArns: optional(list(arn)),
    resourceArn: optional(arn),
    principal: optional(text()),
    associationStatus: optional(text()),
    ...paging,
  },
  behaviours: [
    { source: "botocore", what: "only for shares the caller owns; a recipient's share is unknown" },
    { source: "recorded", what: "DISASSOCIATED and FAILED entries are listed, too" },
    disassociatedIsListed,
    changesAreListed,
    lostModel,
    {
      source: "docs",
      what: "external is false of everybody inside (recorded), and true of who was invited (the CLI's example; the model's text says the reverse)",
    },
  ],
  run(input, call) {
    const { resourceShareArns, resourceArn, principal } = input;
    const type = associationTypeOf(input.associationType);
    const wantedStatus = associationStatusOf(input.associationStatus);
    if (resourceArn !== undefined && type === "PRINCIPAL") throw refusals.misplacedResource();
    if (principal !== undefined && type === "RESOURCE") throw refusals.misplacedPrincipal();
    if (resourceShareArns && wantedStatus !== undefined) throw refusals.sharesAndStatus();
    for (const shareArn of resourceShareArns ?? []) findOwnShare(shareArn, call);
    const shares = ownShares(call).filter((share) => isWanted(share.arn, resourceShareArns));
    const wanted = resourceArn ?? principal;
    const found = shares
      .flatMap((share) => associationsOf(share.arn, call))
      .filter(
        (association) =>
          association.type === type &&
          (wanted ?? association.entity) === association.entity &&
          isListed(association, call) &&
          [undefined, associationStatus(association, call)].includes(wantedStatus),
      );
    const { items, ...rest } = onePage("GetResourceShareAssociations", input, found, call);
    return {
      resourceShareAssociations: items.map((association) => ({
        ...describeAssociation(association, call),
        ...((isKept(association, call) || isFresh(association.removedAt, call)) && { status: "ASSOCIATED" }),
      })),
      ...rest,
    };
  },
});

function isListed(association: Association, call: Call): boolean {
  if (isOfDeleted(association, call)) return !associationsOfDeleted.is("gone", call);
  if (isFresh(association.at, call)) return false;
  const isOver = associationStatus(association, call) === "DISASSOCIATED";
  return !(isOver && disassociatedIsListed.is("gone", call));
}

function isFresh(at: number | undefined, call: Call): boolean {
  const isPast = at === undefined || passed(at, call.world.timing.sharing.foundAfterSeconds, call);
  return !isPast && changesAreListed.is("late", call);
}

function isKept(association: Association, call: Call): boolean {
  return isOfDeleted(association, call) && associationsOfDeleted.is("kept", call);
}

function isOfDeleted({ shareArn }: Association, { store }: Call): boolean {
  return shareTable(store).get(shareArn)?.deletedAt !== undefined;
}
