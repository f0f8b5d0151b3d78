import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { choice, inPath, inQuery } from "../../../validation/shapes";
import { documentAddress, signedAddress } from "../documents";
import { findModelHere, modelId, needsAgreement } from "../model-ids";
import { mintToken } from "../offer-tokens";
import { offersOf, withdrawnOffer } from "../offers";
import { refusals } from "../refusals";
import { inMarketplace, viewSubscriptions } from "../marketplace-permissions";

const offersOfFirstParty = assume(
  "bedrock.offersOfFirstParty",
  "the offers of a model that needs no agreement are refused (several people have seen it of Amazon's and Meta's)",
  { empty: "the list is empty" },
);

export const listFoundationModelAgreementOffers = operation({
  name: "ListFoundationModelAgreementOffers",
  access: "read",
  http: { method: "GET", path: "/list-foundation-model-agreement-offers/{modelId}", status: 200 },
  input: { modelId: inPath(modelId), offerType: inQuery(choice(["ALL", "PUBLIC"])) },
  subject: "modelId",
  behaviours: [
    { source: "docs", what: "without offerType only public offers are listed; ALL adds private ones" },
    { source: "community", what: "offer tokens are minted afresh on each listing; offer ids are stable" },
    { source: "community", what: "legalTerm.url carries another signature on each listing" },
    documentAddress,
    withdrawnOffer,
    { source: "community", what: "offers are listed although the provider's form is missing" },
    { source: "community-single", what: "validityTerm is left out where the offer has no fixed duration" },
    offersOfFirstParty,
    viewSubscriptions,
  ],
  permissions: [{}, inMarketplace("ViewSubscriptions", (call) => viewSubscriptions.is("needed", call))],
  run({ modelId: given, offerType = "PUBLIC" }, call) {
    const { id, model } = findModelHere(given, call);
    if (!needsAgreement(model) && !offersOfFirstParty.is("empty", call)) throw refusals.notSupported();
    const listed = offersOf(id, call).filter(({ type }) => offerType === "ALL" || type === "PUBLIC");
    return {
      modelId: given,
      offers: listed.map(({ offerId, termDetails }) => {
        const url = signedAddress(termDetails.legalTerm.url, call);
        return {
          offerId,
          offerToken: mintToken(id, offerId, call),
          termDetails: { ...termDetails, legalTerm: { url } },
        };
      }),
    };
  },
});
