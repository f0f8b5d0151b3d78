import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { choice, list, optional, structure, text } from "../../../validation/shapes";
import { howPurchasesAre, purchasesOf, type Purchase } from "../agreements";
import { describePurchase, licenseOf, openEnd } from "../descriptions";
import { pageOf, paging, pagingBehaviour } from "../listing";
import { productIds, resourceType } from "../products";
import { refusals } from "../refusals";
import { conditionOf, withoutEnd } from "../search-filters";
import { asSearched } from "../permissions";

const filter = structure({
  name: optional(text({ min: 1, max: 32, pattern: /[A-Za-z_]+/ })),
  values: optional(list(text({ min: 1, max: 256, pattern: /[A-Za-z0-9.,+:/_-]+/ }), { min: 1, max: 1 })),
});

const withoutCatalog = assume(
  "aws-marketplace.withoutCatalog",
  "a search without a catalog is one in AWSMarketplace",
  { refused: "it is refused" },
);

const order = assume(
  "aws-marketplace.order",
  "agreements that end at the same time, or never, come as they were accepted, the oldest first",
  { newest: "the newest first" },
);

export const searchAgreements = operation({
  name: "SearchAgreements",
  access: "read",
  input: {
    catalog: optional(text({ min: 1, max: 64, pattern: /[a-zA-Z0-9.-]+/ })),
    filters: optional(list(filter, { min: 1, max: 10 })),
    sort: optional(
      structure({
        sortBy: optional(text({ min: 1, max: 255, pattern: /[A-Za-z_]+/ })),
        sortOrder: optional(choice(["ASCENDING", "DESCENDING"])),
      }),
    ),
    ...paging,
  },
  behaviours: [
    {
      source: "docs",
      what: "a buyer searches by AgreementType, and by Status, EndTime and one of ResourceIdentifier, ResourceType (without Status), OfferId, OfferSetId; all else is refused",
    },
    {
      source: "docs",
      what: "sorted by EndTime, the only order that a buyer may ask for; ascending unless told otherwise",
    },
    { source: "community-single", what: "where nothing matches, the list is empty" },
    { source: "design", what: "nobody here sells anything: with the PartyType Proposer nothing is found" },
    pagingBehaviour,
    ...howPurchasesAre,
    openEnd,
    productIds,
    resourceType,
    withoutEnd,
    withoutCatalog,
    order,
  ],
  permissions: [asSearched],
  run({ catalog, filters = [], sort = {}, ...asked }, call) {
    const isElsewhere =
      catalog === undefined ? withoutCatalog.is("refused", call) : catalog !== "AWSMarketplace";
    if (isElsewhere) throw refusals.badCatalog();
    const condition = conditionOf(filters, call);
    if (sort.sortBy !== undefined && sort.sortBy !== "EndTime") throw refusals.badSort();
    const found = purchasesOf(call).filter(condition);
    if (order.is("newest", call)) found.reverse();
    found.sort(byEnd);
    if (sort.sortOrder === "DESCENDING") found.reverse();
    const { page, rest } = pageOf(found, asked, ["SearchAgreements", call.account, filters, sort]);
    const summary = (one: Purchase) => {
      const license = licenseOf(one, call);
      return {
        ...describePurchase(one, call),
        ...(license.licenseArn !== undefined && { entitlements: [license] }),
      };
    };
    return { agreementViewSummaries: page.map(summary), ...rest };
  },
});

/** What never ends comes last. */
function byEnd(one: Purchase, other: Purchase): number {
  const [a, b] = [one, other].map(({ endsAt }) => endsAt ?? Number.MAX_SAFE_INTEGER);
  return a! - b!;
}
