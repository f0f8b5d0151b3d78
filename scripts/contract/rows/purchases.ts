import * as v from "valibot";

import { call } from "../calls/calls";
import { agreementReads, isCancelled, isOurs } from "../vocabulary/conditions";
import { assumed, botocore, docs, type Expected, type Row, single } from "../vocabulary/row";
import { listOffers, type Stage } from "../vocabulary/stage";

const SEARCH =
  "https://docs.aws.amazon.com/marketplace/latest/APIReference/API_marketplace-agreements_SearchAgreements.html";
const catalog = "AWSMarketplace";
const BUYER = { PartyType: "Acceptor", AgreementType: "PurchaseAgreement" };

const by = (filters: Readonly<Record<string, string>>) =>
  Object.entries(filters).map(([name, value]) => ({ name, values: [value] }));

/** Agreements on the first offer of the model at hand. */
const ofOffer =
  (more: Readonly<Record<string, string>> = {}) =>
  async ({ clients, model }: Stage) => {
    const [offer] = await listOffers(clients, model!);
    return { catalog, filters: by({ ...BUYER, OfferId: offer!.offerId!, ...more }) };
  };

/** The one that is in force. */
async function active(stage: Stage): Promise<{ agreementId: string }> {
  const { output } = await call(
    stage.clients,
    "SearchAgreements",
    await ofOffer({ Status: "ACTIVE" })(stage),
  );
  const { agreementViewSummaries = [] } = (output ?? {}) as {
    agreementViewSummaries?: { agreementId: string }[];
  };
  return { agreementId: agreementViewSummaries[0]!.agreementId };
}

const filled = v.pipe(v.string(), v.minLength(1));
const party = v.looseObject({ accountId: v.pipe(v.string(), v.regex(/^\d{12}$/)) });
const summary = {
  agreementId: filled,
  acceptanceTime: v.date(),
  agreementType: v.literal("PurchaseAgreement"),
  acceptor: party,
  proposer: party,
  proposalSummary: v.looseObject({
    offerId: filled,
    resources: v.array(v.looseObject({ id: filled, type: filled })),
  }),
  status: filled,
};

const found = (list: v.GenericSchema): Expected => ({
  status: 200,
  shape: v.looseObject({ agreementViewSummaries: list }),
});
/** One agreement at least is so. */
const some = (one: v.ObjectEntries): Expected => {
  const shape = v.looseObject(one);
  return found(
    v.pipe(
      v.array(v.unknown()),
      v.check((all) => all.some((item) => v.is(shape, item)), "one that is so"),
    ),
  );
};
const every = (one: v.ObjectEntries): Expected => found(v.pipe(v.array(v.looseObject(one)), v.minLength(1)));
const NONE = found(v.strictTuple([]));

const resource = (type: string) =>
  v.looseObject({ resources: v.pipe(v.array(v.looseObject({ type: v.literal(type) })), v.minLength(1)) });
const NOT_FOUND = { status: 404, code: "ResourceNotFoundException" };
const missing = { agreementId: "agmt-contractnosuchagreement" };
const BAD_SEARCH = { status: 400, code: "ValidationException" };
const AVAILABLE = agreementReads("AVAILABLE");

/** What is read of agreements in AWS Marketplace. */
export const purchasesReading: readonly Row[] = [
  {
    operation: "SearchAgreements",
    name: "lists what the account has bought",
    input: { catalog, filters: by(BUYER) },
    expects: found(v.array(v.looseObject(summary))),
    source: botocore("marketplace", "SearchAgreements"),
  },
  {
    operation: "SearchAgreements",
    name: "takes AWSMarketplace for the catalog where none is named",
    input: { filters: by(BUYER) },
    expects: found(v.array(v.looseObject(summary))),
    settles: "aws-marketplace.withoutCatalog",
    alternatives: { refused: BAD_SEARCH },
    source: assumed("the service model lets it through"),
  },
  {
    operation: "SearchAgreements",
    name: "takes a buyer's filters only as they go together",
    input: { catalog, filters: by({ ...BUYER, ResourceType: "SaaSProduct", Status: "ACTIVE" }) },
    expects: BAD_SEARCH,
    source: docs(SEARCH),
  },
  {
    operation: "SearchAgreements",
    name: "knows no filter ResourceId",
    input: { catalog, filters: by({ ...BUYER, ResourceId: "prod-contract" }) },
    expects: { ...BAD_SEARCH, message: /filter name is invalid/i },
    source: single("a seller's code, tried on AWS; docs/sources.md, AWS Marketplace and License Manager"),
  },
  {
    operation: "DescribeAgreement",
    name: "does not find an agreement that does not exist",
    input: missing,
    expects: NOT_FOUND,
    source: botocore("marketplace", "DescribeAgreement"),
  },
  {
    operation: "GetAgreementTerms",
    name: "does not find an agreement that does not exist",
    input: missing,
    expects: NOT_FOUND,
    source: botocore("marketplace", "GetAgreementTerms"),
  },
  {
    operation: "GetAgreementEntitlements",
    name: "does not find an agreement that does not exist",
    input: missing,
    expects: NOT_FOUND,
    source: botocore("marketplace", "GetAgreementEntitlements"),
  },
];

/** While an agreement that this run has made is not in force yet. */
export const purchasePending: readonly Row[] = [
  {
    operation: "SearchAgreements",
    name: "does not find an agreement before it is AVAILABLE",
    input: ofOffer({ Status: "ACTIVE" }),
    given: [isOurs, agreementReads("PENDING", "NOT_AVAILABLE")],
    expects: NONE,
    settles: "aws-marketplace.whenFound",
    alternatives: { atOnce: every(summary) },
    source: assumed("no text says how soon, nor whether at all"),
  },
];

/** Once it is in force, or has failed. */
export const purchaseMade: readonly Row[] = [
  {
    operation: "SearchAgreements",
    name: "finds the ACTIVE agreement of a model by its offer",
    input: ofOffer({ Status: "ACTIVE" }),
    given: [isOurs, AVAILABLE],
    expects: every({ ...summary, proposalSummary: resource("SaaSProduct") }),
    settles: "aws-marketplace.resourceType",
    alternatives: { MachineLearningProduct: every({ proposalSummary: resource("MachineLearningProduct") }) },
    source: assumed("no text says as what a model is sold"),
  },
  {
    operation: "SearchAgreements",
    name: "tells no end of an agreement that has none",
    input: ofOffer({ Status: "ACTIVE" }),
    given: [isOurs, AVAILABLE],
    expects: every({ endTime: v.optional(v.never()) }),
    settles: "aws-marketplace.openEnd",
    alternatives: { year9999: every({ endTime: v.date() }) },
    source: assumed("it was seen on a seller's side"),
  },
  {
    operation: "SearchAgreements",
    name: "finds what never ends by no date of its end",
    input: ofOffer({ AfterEndTime: "2024-01-01T00:00:00Z", Status: "ACTIVE" }),
    given: [isOurs, AVAILABLE],
    expects: NONE,
    settles: "aws-marketplace.withoutEnd",
    alternatives: { after: every(summary) },
    source: assumed("no text speaks of it"),
  },
  {
    operation: "GetAgreementEntitlements",
    name: "has no reason for what is PROVISIONED",
    input: active,
    given: [isOurs, AVAILABLE],
    expects: entitled({ status: v.literal("PROVISIONED"), statusReasonCode: v.optional(v.never()) }),
    settles: "aws-marketplace.activeReason",
    alternatives: { told: entitled({ statusReasonCode: v.literal("AGREEMENT_ACTIVE") }) },
    source: assumed("the reason AGREEMENT_ACTIVE must be for something"),
  },
  {
    operation: "GetAgreementTerms",
    name: "signs the address of the legal document",
    input: active,
    given: [isOurs, AVAILABLE],
    expects: documented(/[?]/),
    settles: "aws-marketplace.documentAddress",
    alternatives: { plain: documented(/^[^?]+$/) },
    source: assumed("Bedrock's listing of offers does so"),
  },
  {
    operation: "DescribeAgreement",
    name: "describes the agreement that is in force",
    input: active,
    given: [isOurs, AVAILABLE],
    expects: { status: 200, shape: v.looseObject({ ...summary, estimatedCharges: v.looseObject({}) }) },
    source: botocore("marketplace", "DescribeAgreement"),
  },
  {
    operation: "SearchAgreements",
    name: "finds an agreement ACTIVE that has ended in ERROR",
    input: ofOffer(),
    given: [isOurs, agreementReads("ERROR")],
    expects: some({ status: v.literal("ACTIVE") }),
    settles: "aws-marketplace.failedAgreement",
    alternatives: { ROLLED_BACK: some({ status: v.literal("ROLLED_BACK") }), absent: NONE },
    source: assumed("the reason of an entitlement that FAILED must be somewhere"),
  },
];

/** Once it is cancelled. */
export const purchaseEnded: readonly Row[] = [
  {
    operation: "SearchAgreements",
    name: "calls an agreement CANCELLED that Bedrock has cancelled",
    input: ofOffer(),
    given: [isCancelled, agreementReads("NOT_AVAILABLE")],
    withinSeconds: 120,
    expects: some({ status: v.literal("CANCELLED") }),
    settles: "aws-marketplace.endedAs",
    alternatives: { TERMINATED: some({ status: v.literal("TERMINATED") }) },
    source: assumed("AWS explains both words, and names Bedrock with neither"),
  },
];

function entitled(one: v.ObjectEntries): Expected {
  const list = v.pipe(v.array(v.looseObject(one)), v.minLength(1));
  return { status: 200, shape: v.looseObject({ agreementEntitlements: list }) };
}

/** A legal term among others, with such an address. */
function documented(url: RegExp): Expected {
  const document = v.looseObject({ url: v.pipe(v.string(), v.regex(url)) });
  const term = v.looseObject({
    legalTerm: v.looseObject({ documents: v.tupleWithRest([document], v.unknown()) }),
  });
  const terms = v.pipe(
    v.array(v.unknown()),
    v.check((all) => all.some((item) => v.is(term, item)), "a legal term with such an address"),
  );
  return { status: 200, shape: v.looseObject({ acceptedTerms: terms }) };
}
