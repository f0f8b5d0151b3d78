import { operation } from "../../operation";
import { inPath } from "../../validation/shapes";
import { agreementKey, availabilityTable, readAgreement, statusOf } from "./agreements";
import { findModel, isInRegion, modelId, needsAgreement } from "./model-ids";

export const getFoundationModelAvailability = operation({
  name: "GetFoundationModelAvailability",
  access: "read",
  http: { method: "GET", path: "/foundation-model-availability/{modelId}", status: 200 },
  input: { modelId: inPath(modelId) },
  subject: "modelId",
  behaviours: [
    { source: "community", what: "a model that needs no agreement is AVAILABLE without any" },
    {
      source: "community",
      what: "only agreementAvailability reflects the agreement; the other fields do not move",
    },
    { source: "community-single", what: "the message of a failed agreement is shown until one succeeds" },
    {
      source: "community-single",
      what: "the answer's modelId has lost a trailing ':0' where no agreement is needed",
    },
    {
      source: "assumed",
      what: "a known model that is not in the Region is answered with NOT_AVAILABLE twice",
    },
    { source: "assumed", what: "an account without a form reads the same as one with it" },
  ],
  run({ modelId: id }, call) {
    const model = findModel(id, call);
    if (!isInRegion(model, call.region)) {
      return availability(id, { status: "NOT_AVAILABLE" }, { regionAvailability: "NOT_AVAILABLE" });
    }
    const others = availabilityTable(call.store).get(agreementKey(id, call));
    if (!needsAgreement(model)) return availability(id.replace(/:0$/, ""), { status: "AVAILABLE" }, others);
    const record = readAgreement(id, call);
    const status = statusOf(record, call);
    const errorMessage = status === "ERROR" ? record.current?.failure?.message : record.lastError;
    const shown = status !== "AVAILABLE" && errorMessage !== undefined;
    return availability(id, { status, ...(shown && { errorMessage }) }, others);
  },
});

function availability(modelId: string, agreementAvailability: object, others: object = {}): object {
  return {
    modelId,
    agreementAvailability,
    authorizationStatus: "AUTHORIZED",
    entitlementAvailability: "AVAILABLE",
    regionAvailability: "AVAILABLE",
    ...others,
  };
}
