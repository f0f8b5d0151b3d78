import { assume } from "../../../behaviours/assumptions";
import { type Call, operation } from "../../../operation/operation";
import { inPath } from "../../../validation/shapes";
import { availabilityKey, availabilityTable, readAgreement, statusOf } from "../agreements";
import { grantInForce, grantShown, isGranted } from "../grants";
import { findModel, isInRegion, modelId, needsAgreement } from "../model-ids";
import { refusals } from "../refusals";

const modelOfAnotherRegion = assume(
  "bedrock.modelOfAnotherRegion",
  "a known model that is not in the Region is answered with NOT_AVAILABLE twice",
  {
    refused: "its id is refused as invalid (ValidationException)",
    notFound: "it is not found (ResourceNotFoundException)",
  },
);

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
      source: "community",
      what: "the answer's modelId has lost a trailing ':0' where no agreement is needed",
    },
    modelOfAnotherRegion,
    grantInForce,
    grantShown,
    { source: "community", what: "an account without a form reads the same as one with it" },
    {
      source: "community",
      what: "NOT_AUTHORIZED is read of every model of Amazon's in some accounts, of every model where AWS restricts the account, and with NOT_AVAILABLE where Bedrock was never enabled (an account's authorization in the world)",
    },
  ],
  run({ modelId: given }, call) {
    const { id, model } = findModel(given, call);
    if (!isInRegion(model, call.region)) {
      if (modelOfAnotherRegion.is("refused", call)) throw refusals.invalidModelId();
      if (modelOfAnotherRegion.is("notFound", call)) throw refusals.modelNotFound();
      return availability(given, { status: "NOT_AVAILABLE" }, { regionAvailability: "NOT_AVAILABLE" });
    }
    const others = {
      ...authorization(needsAgreement(model), call),
      ...availabilityTable(call.store).get(availabilityKey(id, call)),
    };
    if (!needsAgreement(model)) return availability(id.replace(/:0$/, ""), { status: "AVAILABLE" }, others);
    const record = readAgreement(id, call);
    const status = statusOf(record, call);
    if (status !== "AVAILABLE" && isGranted(id, call) && !grantShown.is("entitlementOnly", call)) {
      return availability(given, { status: "AVAILABLE" }, others);
    }
    const errorMessage = status === "ERROR" ? record.current?.failure?.message : record.lastError;
    const shown = status !== "AVAILABLE" && errorMessage !== undefined;
    return availability(given, { status, ...(shown && { errorMessage }) }, others);
  },
});

/** What an account that is not authorized for a model reads, by what people have seen of such accounts. */
function authorization(isThirdParty: boolean, { world, account }: Call): object {
  const isAuthorized = {
    full: true,
    "third-party": isThirdParty,
    restricted: false,
    "never-enabled": !isThirdParty,
  }[world.accounts[account]!.authorization];
  return isAuthorized ? {} : { authorizationStatus: "NOT_AUTHORIZED" };
}

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
