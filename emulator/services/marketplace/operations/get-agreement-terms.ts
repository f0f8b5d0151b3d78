import { createHash, randomBytes } from "node:crypto";

import { assume } from "../../../behaviours/assumptions";
import { type Call, operation } from "../../../operation/operation";
import type { AgreementTerms } from "../../bedrock/agreement-record";
import { agreementId, findAgreement } from "../find-agreement";
import { pageOf, paging, pagingBehaviour } from "../listing";
import { ofBuyer } from "../permissions";

const documentAddress = assume(
  "aws-marketplace.documentAddress",
  "the address of a document is signed anew in each answer, as that in Bedrock's listing of offers",
  { plain: "it carries no signature" },
);

export const getAgreementTerms = operation({
  name: "GetAgreementTerms",
  access: "read",
  input: { agreementId, ...paging },
  subject: "agreementId",
  behaviours: [
    { source: "docs", what: "the terms are those that were accepted, whatever the offer says now" },
    { source: "design", what: "an agreement that was made without an offer that is known here has no terms" },
    {
      source: "docs",
      what: "a document has a version where AWS Marketplace provides it; a seller's own need not have one",
    },
    pagingBehaviour,
    documentAddress,
  ],
  permissions: [ofBuyer],
  run({ agreementId: id, ...asked }, call) {
    const { terms, offerId } = findAgreement(id, call);
    const all = terms ? termsOf(terms, offerId, call) : [];
    const { page, rest } = pageOf(all, asked, ["GetAgreementTerms", id]);
    return { acceptedTerms: page, ...rest };
  },
});

function termsOf(terms: AgreementTerms, offerId: string, call: Call): object[] {
  const {
    usageBasedPricingTerm: pricing,
    legalTerm: legal,
    supportTerm: support,
    validityTerm: validity,
  } = terms;
  // A term has one id in the offer and in the agreement.
  const named = (type: string) => ({
    type,
    id: `term-${createHash("sha256").update(`${offerId}/${type}`).digest("hex").slice(0, 64)}`,
  });
  const signature = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=${randomBytes(16).toString("hex")}`;
  const url = documentAddress.is("plain", call) ? legal.url : `${legal.url}?${signature}`;
  const document = { type: legal.type, url, ...(legal.version !== undefined && { version: legal.version }) };
  const rateCard = pricing.rateCard.map(({ dimension, price }) => ({ dimensionKey: dimension, price }));
  return [
    {
      usageBasedPricingTerm: {
        ...named("UsageBasedPricingTerm"),
        currencyCode: "USD",
        rateCards: [{ rateCard }],
      },
    },
    { legalTerm: { ...named("LegalTerm"), documents: [document] } },
    { supportTerm: { ...named("SupportTerm"), refundPolicy: support.refundPolicyDescription } },
    ...(validity
      ? [{ validityTerm: { ...named("ValidityTerm"), agreementDuration: validity.agreementDuration } }]
      : []),
  ];
}
