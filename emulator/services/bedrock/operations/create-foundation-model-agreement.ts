import { assume } from "../../../behaviours/assumptions";
import { type Call, operation } from "../../../operation/operation";
import { required, text } from "../../../validation/shapes";
import { acceptOffer } from "../agreement-history";
import { isBeingCancelled, readAgreement, retryAfterError, statusOf } from "../agreements";
import { isFormInEffect, isOptIn } from "../forms";
import { agreementBesideGrant, isGranted } from "../grants";
import { findAgreementModel, modelId } from "../model-ids";
import { redeemToken } from "../offer-tokens";
import { offersOf } from "../offers";
import { refusals } from "../refusals";
import { inMarketplace, subscribe } from "../marketplace-permissions";

const orderOfRefusals = assume(
  "bedrock.orderOfRefusals",
  "the order of refusals: model, account, form, token, delete under way, already there",
  {
    stateFirst: "what is there or under way is told before the form and the token",
    tokenFirst: "the token is told before the form",
  },
);
const tokenOfWithdrawn = assume(
  "bedrock.tokenOfWithdrawn",
  "the token of an offer that was withdrawn meanwhile is refused as one that is too old",
  { taken: "it can be used until it is too old" },
);
const neverEnabled = assume(
  "bedrock.neverEnabled",
  "an account in which Bedrock was never enabled is refused an agreement as it is refused a call of the model",
  { accepted: "the agreement is made, and NOT_AUTHORIZED stays" },
);

export const createFoundationModelAgreement = operation({
  name: "CreateFoundationModelAgreement",
  access: "write",
  http: { method: "POST", path: "/create-foundation-model-agreement", status: 202 },
  input: { offerToken: required(text()), modelId: required(modelId) },
  subject: "modelId",
  behaviours: [
    { source: "botocore", what: "an accepted create is answered with 202" },
    {
      source: "community",
      what: "right after it NOT_AVAILABLE can still be read, then PENDING, typically for a minute",
    },
    {
      source: "community-single",
      what: "without a valid payment instrument the agreement is PENDING for 15 minutes and ends in ERROR",
    },
    {
      source: "design",
      what: "where the entitlement fails for another reason, Bedrock says ERROR alone (an account's entitlementFailure in the world)",
    },
    subscribe,
    retryAfterError,
    orderOfRefusals,
    neverEnabled,
    agreementBesideGrant,
    tokenOfWithdrawn,
  ],
  permissions: [{}, inMarketplace("Subscribe")],
  run({ offerToken, modelId: given }, call) {
    const { id, model } = findAgreementModel(given, call);
    requirePermission(call);

    const record = readAgreement(id, call);
    const { current } = record;
    const failed = statusOf(record, call) === "ERROR";
    const isThere =
      current && current.cancelledAt === undefined && (!failed || retryAfterError.is("refused", call));
    const requireForm = (): void => {
      if (!model.useCaseForm || isFormInEffect(call)) return;
      throw isOptIn(call) ? refusals.formMissingInRegion(call.region) : refusals.formMissing();
    };
    const requireToken = (): void => {
      const offerId = redeemToken(offerToken, id, call);
      const isOnOffer = offersOf(id, call).some((offer) => offer.offerId === offerId);
      if (offerId === undefined || !(isOnOffer || tokenOfWithdrawn.is("taken", call)))
        throw refusals.staleToken();
    };
    const requireFree = (): void => {
      if (isBeingCancelled(record, call)) throw refusals.busy();
      const isInTheWay = isGranted(id, call) && agreementBesideGrant.is("refused", call);
      if (isThere || isInTheWay) throw refusals.alreadyExists();
    };
    const checks = [requireForm, requireToken, requireFree];
    if (orderOfRefusals.is("stateFirst", call)) checks.unshift(requireFree);
    if (orderOfRefusals.is("tokenFirst", call)) checks.unshift(requireToken);
    for (const check of checks) check();

    acceptOffer(id, redeemToken(offerToken, id, call)!, call);
    return { modelId: given };
  },
});

/** What AWS says of the account, whatever the offer. */
function requirePermission(call: Call): void {
  const { authorization } = call.world.accounts[call.account]!;
  if (authorization === "restricted") throw refusals.restricted();
  if (authorization === "never-enabled" && !neverEnabled.is("accepted", call)) throw refusals.notAllowed();
}
