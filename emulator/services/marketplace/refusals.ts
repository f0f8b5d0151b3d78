import { refusal } from "../../behaviours/refusals";

/** A search that is not as it must be; AWS says why in a member of its own. */
function badSearch(reason: string, what: string, message: string, quoted = false) {
  return refusal({
    code: "ValidationException",
    status: 400,
    source: quoted ? "community-single" : "botocore",
    what: `${what} (${reason})`,
    message: () => message,
    members: { reason },
  });
}

/** What AWS Marketplace refuses, and how. */
export const refusals = {
  noPartyType: badSearch(
    "MISSING_PARTY_TYPE",
    "a search that does not say on which side the caller stands",
    "The filter PartyType is missing.",
  ),
  badPartyType: badSearch(
    "INVALID_PARTY_TYPE",
    "a PartyType that is neither Acceptor nor Proposer",
    "The filter PartyType is Acceptor or Proposer.",
  ),
  badFilterName: badSearch(
    "INVALID_FILTER_NAME",
    "a filter that AWS does not know, ResourceId among them",
    "Provided filter name is invalid",
    true,
  ),
  badFilterValue: badSearch(
    "INVALID_FILTER_VALUES",
    "a value that a filter cannot have",
    "A value of a filter is invalid.",
  ),
  unsupportedFilters: badSearch(
    "UNSUPPORTED_FILTERS",
    "filters that are not taken together, or none beside the PartyType Acceptor",
    "This combination of filters is not supported.",
  ),
  badSort: badSearch(
    "INVALID_SORT_BY",
    "another order than that of EndTime, for a buyer",
    "SortBy is invalid.",
  ),
  badToken: badSearch(
    "INVALID_NEXT_TOKEN",
    "a token of another search, or of none",
    "The nextToken is invalid.",
  ),
  badCatalog: badSearch("INVALID_CATALOG", "another catalog than AWSMarketplace", "The catalog is invalid."),
  noSuchAgreement: refusal({
    code: "ResourceNotFoundException",
    status: 404,
    source: "docs",
    what: "an agreement that does not exist",
    message: () => "The agreement was not found.",
    members: { resourceType: "Agreement" },
  }),
  notAParty: refusal({
    code: "ResourceNotFoundException",
    status: 404,
    source: "assumed",
    what: "an agreement of other accounts",
    message: () => "The agreement was not found.",
    members: { resourceType: "Agreement" },
    or: { AccessDeniedException: 403 },
  }),
};
