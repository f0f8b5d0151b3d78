import type { Permissions } from "../aws/permissions";

/** None of them knows a resource. What is denied is told as such, and not missed. */
const getModelAgreementEvidence: Permissions = {
  type: "getModelAgreementEvidence",
  needed: [
    {
      sid: "Offers",
      actions: { "bedrock:ListFoundationModelAgreementOffers": ["call"] },
      when: ({ inputs }) => inputs["productId"] === undefined,
    },
    {
      sid: "OptionalEvidence",
      actions: {
        "aws-marketplace:SearchAgreements": ["call"],
        "aws-marketplace:GetAgreementTerms": ["call"],
        "aws-marketplace:GetAgreementEntitlements": ["call"],
      },
    },
    {
      sid: "OptionalGrants",
      actions: {
        "bedrock:GetFoundationModelAvailability": ["call"],
        "license-manager:ListReceivedGrants": ["call"],
      },
    },
  ],
};

export const marketplacePermissions: readonly Permissions[] = [getModelAgreementEvidence];
