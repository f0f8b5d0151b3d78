import type { Permissions } from "../../aws/permissions";

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
    { sid: "OptionalGrants", actions: { "license-manager:ListReceivedGrants": ["call"] } },
    {
      sid: "OptionalGrants",
      actions: { "license-manager:ListReceivedLicenses": ["call"] },
      when: ({ inputs }) => inputs["productId"] !== undefined,
    },
    {
      sid: "OptionalGrants",
      actions: { "bedrock:GetFoundationModelAvailability": ["call"] },
      when: ({ inputs }) => inputs["productId"] === undefined,
      seldom: "only where the account receives some grant",
    },
  ],
};

export const marketplacePermissions: readonly Permissions[] = [getModelAgreementEvidence];
