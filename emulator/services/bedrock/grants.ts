import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { grantsOfModel } from "../license-manager/in-force";

/** License Manager says that an activated grant is what lets an account use a model; of availability nobody speaks. */
export const grantInForce = assume(
  "bedrock.grantInForce",
  "a grant of License Manager counts while it is ACTIVE",
  { accepted: "one that is DISABLED counts as well" },
);

export const grantShown = assume(
  "bedrock.grantShown",
  "a model that an account may use by a grant reads AVAILABLE, without any agreement",
  { entitlementOnly: "its agreement reads NOT_AVAILABLE; the other fields are as for everybody" },
);

export const agreementBesideGrant = assume(
  "bedrock.agreementBesideGrant",
  "an account that may use a model by a grant can make an agreement of its own",
  { refused: "it is refused as if there were one" },
);

/** Whether the account may use a model that another account has bought. */
export function isGranted(modelId: string, call: Call): boolean {
  return grantsOfModel(modelId, call).some(
    (status) =>
      status === "ACTIVE" ||
      status === "WORKFLOW_COMPLETED" ||
      (status === "DISABLED" && grantInForce.is("accepted", call)),
  );
}
