import { operation } from "../../operation";
import { required, text } from "../../validation/shapes";
import { isBeingCancelled, PAYMENT_ERROR, readAgreement, statusOf, writeAgreement } from "./agreements";
import { isFormInEffect } from "./forms";
import { findAgreementModel, modelId } from "./model-ids";
import { redeemToken } from "./offer-tokens";
import { refusals } from "./refusals";

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
    { source: "assumed", what: "an agreement in ERROR can be created again" },
    { source: "assumed", what: "the order of refusals: model, form, token, delete under way, already there" },
  ],
  run({ offerToken, modelId: id }, call) {
    const model = findAgreementModel(id, call);
    const account = call.world.accounts[call.account]!;
    if (model.useCaseForm && !isFormInEffect(call)) throw refusals.formMissing();
    const offerId = redeemToken(offerToken, id, call);
    if (offerId === undefined) throw refusals.staleToken();

    const record = readAgreement(id, call);
    if (isBeingCancelled(record, call)) throw refusals.busy();
    const { current } = record;
    const failed = statusOf(record, call) === "ERROR";
    if (current && current.cancelledAt === undefined && !failed) throw refusals.alreadyExists();

    const requestedAt = call.clock.now();
    const failsAt = requestedAt + call.world.timing.agreement.errorAfterSeconds * 1000;
    const lastError = failed ? current?.failure?.message : record.lastError;
    writeAgreement(id, call, {
      current: {
        offerId,
        requestedAt,
        ...(account.paymentInstrument === "invalid" && { failure: { at: failsAt, message: PAYMENT_ERROR } }),
      },
      ...(lastError !== undefined && { lastError }),
    });
    return { modelId: id };
  },
});
