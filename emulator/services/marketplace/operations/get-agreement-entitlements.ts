import { operation } from "../../../operation/operation";
import { howPurchasesAre } from "../agreements";
import { licenseOf } from "../descriptions";
import { agreementId, findAgreement } from "../find-agreement";
import { pageOf, paging, pagingBehaviour } from "../listing";
import { productIds, resourceOf, resourceType } from "../products";
import { ofPurchase } from "../permissions";

export const getAgreementEntitlements = operation({
  name: "GetAgreementEntitlements",
  access: "read",
  input: { agreementId, ...paging },
  subject: "agreementId",
  behaviours: [
    {
      source: "botocore",
      what: "an entitlement is PENDING, PROVISIONED, FAILED or DEPROVISIONED, and statusReasonCode says why; Bedrock may say ERROR alone",
    },
    {
      source: "docs",
      what: "licenseArn is there as soon as there is a licence, one or two minutes after the agreement",
    },
    {
      source: "design",
      what: "one entitlement an agreement, of one type, without a registrationToken: models ask for no registration",
    },
    pagingBehaviour,
    ...howPurchasesAre,
    productIds,
    resourceType,
  ],
  permissions: [ofPurchase],
  run({ agreementId: id, ...asked }, call) {
    const found = findAgreement(id, call);
    const entitlement = {
      resource: resourceOf(found.modelId, call),
      type: "AWS::Marketplace::Usage",
      ...found.entitlement,
      ...licenseOf(found, call),
    };
    const { page, rest } = pageOf([entitlement], asked, ["GetAgreementEntitlements", id]);
    return { agreementEntitlements: page, ...rest };
  },
});
