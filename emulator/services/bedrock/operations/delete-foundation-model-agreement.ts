import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { cancelAgreements } from "../agreement-history";
import { isBeingCancelled, readAgreement, retryAfterError, statusOf, whileCancelling } from "../agreements";
import { findAgreementModel, modelId } from "../model-ids";
import { refusals } from "../refusals";
import { inMarketplace, unsubscribe } from "../marketplace-permissions";

export const deleteFoundationModelAgreement = operation({
  name: "DeleteFoundationModelAgreement",
  access: "write",
  http: { method: "POST", path: "/delete-foundation-model-agreement", status: 202 },
  input: { modelId: required(modelId) },
  subject: "modelId",
  behaviours: [
    { source: "botocore", what: "an accepted delete is answered with 202 and an empty body" },
    whileCancelling,
    unsubscribe,
  ],
  permissions: [{}, inMarketplace("Unsubscribe", (call) => !unsubscribe.is("notNeeded", call))],
  run({ modelId: given }, call) {
    const { id } = findAgreementModel(given, call);
    const record = readAgreement(id, call);
    if (isBeingCancelled(record, call)) throw refusals.busy();
    const { current } = record;
    const status = statusOf(record, call);
    const isInTheWay = status === "ERROR" && retryAfterError.is("refused", call);
    if (!current || current.cancelledAt !== undefined || (status === "ERROR" && !isInTheWay)) {
      throw refusals.nothingToCancel();
    }
    if (status !== "AVAILABLE" && !isInTheWay) throw refusals.busy();
    cancelAgreements(id, call, call.clock.now());
    return {};
  },
});
