import { operation } from "../../../operation/operation";
import { howPurchasesAre } from "../agreements";
import { describePurchase, openEnd } from "../descriptions";
import { agreementId, findAgreement } from "../find-agreement";
import { productIds, resourceType } from "../products";
import { ofBuyer } from "../permissions";

export const describeAgreement = operation({
  name: "DescribeAgreement",
  access: "read",
  input: { agreementId },
  subject: "agreementId",
  behaviours: [
    { source: "botocore", what: "what costs nothing but what is used has an agreementValue of 0" },
    ...howPurchasesAre,
    openEnd,
    productIds,
    resourceType,
  ],
  permissions: [ofBuyer],
  run(input, call) {
    const found = findAgreement(input.agreementId, call);
    return {
      ...describePurchase(found, call),
      estimatedCharges: { currencyCode: "USD", agreementValue: "0" },
    };
  },
});
