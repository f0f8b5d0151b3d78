import type { Trouble } from "./trouble";

/** What is known to go wrong with subscriptions and with grants of licences. License Manager has few codes, and texts that nobody has written down. */
export const licensingTroubles = {
  entitlementFailed: {
    title: "AWS Marketplace does not provide the subscription",
    cause:
      "Bedrock says ERROR and nothing else; AWS Marketplace tells the reason of the entitlement: the product may not be sold to this account or country, the account is suspended, or it pays in a currency that the seller does not take.",
    signs: { message: /PRODUCT_RESTRICTED|ACCOUNT_SUSPENDED|INCOMPATIBLE_CURRENCY|UNSUPPORTED_OPERATION/ },
    next: [
      "A person has to settle this with AWS Marketplace, or with the seller of the model: the agreement was accepted, and the",
      "subscription is not provided. Afterwards run again: the next `pulumi up` accepts once more.",
    ],
  },
  licensingDenied: {
    title: "License Manager is denied",
    cause:
      "IAM, a permissions boundary or an SCP denies the call; or the account may not grant: only the management account of the organization, or the one it has delegated to, grants to units and to the organization.",
    signs: {
      code: /^(AccessDenied|AuthorizationException)/,
      message: /^(?![^]*\bsts:)/,
      doing: /\bgrant (of licence|arn:)/,
    },
    next: [
      "Grants are made in the account that has subscribed: the one that manages the organization, or the one it has delegated",
      "to. The deploy identity needs the license-manager: actions on the page of ModelLicenseGrant, also for us-east-1 where an",
      "SCP allows certain Regions only.",
    ],
  },
  grantOutside: {
    title: "A grant outside of the organization",
    cause:
      "A licence of a model is granted inside the organization alone: to an account, a unit, or all of it, and not to the account that grants.",
    signs: { message: /does not belong to your organization/i, doing: /\bgrant of licence\b/ },
    next: [
      "principal must be another account, a unit or the whole of the organization that this account manages:",
      "aws organizations describe-organization, list-accounts.",
    ],
  },
  trustedAccess: {
    title: "License Manager is not trusted in the organization",
    cause:
      "Grants reach the members only in an organization with all features, in which License Manager and AWS Marketplace have trusted access and their service-linked roles.",
    signs: { message: /trusted access|service-linked role/i, doing: /\bgrant of licence\b/ },
    next: [
      "In the management account: aws organizations enable-aws-service-access --service-principal license-manager.amazonaws.com,",
      "and the same for license-management.marketplace.amazonaws.com. Both services need their service-linked roles, and the",
      "organization all features.",
    ],
  },
  grantQuota: {
    title: "A quota of License Manager is used up",
    cause: "Grants of a licence, and licences, are limited for each account.",
    signs: { code: /^ResourceLimitExceededException$/, doing: /\bgrant of licence\b/ },
    next: [
      "Grant to a unit or to the organization instead of to each account, delete grants that are no longer needed",
      "(aws license-manager list-distributed-grants), or ask for a higher quota in Service Quotas (AWS License Manager).",
    ],
  },
  licenseMissing: {
    title: "No licence comes",
    cause:
      "The account has not subscribed to the product itself, has done so a moment ago, or its agreement has failed. A licence follows an agreement within a minute or two.",
    says: "still NO_LICENSE",
    next: [
      "The account that grants must itself have subscribed to the product: let this resource depend on its ModelAgreement.",
      "Its licences: aws license-manager list-received-licenses --region us-east-1",
    ],
  },
  grantFailed: {
    title: "AWS could not distribute a grant, or the member has rejected it",
    cause: "FAILED_WORKFLOW and REJECTED are the last statuses of a grant. AWS goes on listing it.",
    says: "it became FAILED_WORKFLOW",
    next: [
      "Nothing brings such a grant back: the next `pulumi up` replaces it. First see that the organization has all features,",
      "and that License Manager and AWS Marketplace are trusted in it and have their service-linked roles.",
    ],
  },
} as const satisfies Record<string, Trouble>;
