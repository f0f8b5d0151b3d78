import type { Service } from "../../operation/operation";
import { json10 } from "../../protocols/json";
import { describeAgreement } from "./operations/describe-agreement";
import { getAgreementEntitlements } from "./operations/get-agreement-entitlements";
import { getAgreementTerms } from "./operations/get-agreement-terms";
import { refusals } from "./refusals";
import { searchAgreements } from "./operations/search-agreements";

/** What a buyer reads of agreements in AWS Marketplace: those that Bedrock has made for models. */
export const marketplace: Service = {
  signingName: "aws-marketplace",
  protocol: json10,
  wireName: "AWSMPCommerceService_v20200301",
  timestamps: "epoch",
  regions: new Set(["us-east-1"]),
  validationCode: "ValidationException",
  refusals,
  behaviours: [
    { source: "botocore", what: "the service is in us-east-1 alone; elsewhere its endpoint has no address" },
    {
      source: "docs",
      what: "agreements are those of Bedrock, and those that a world gives, also of first calls that have subscribed by themselves",
    },
    {
      source: "design",
      what: "agreements with a duration neither expire nor renew; a world may give some that have",
    },
  ],
  operations: [searchAgreements, describeAgreement, getAgreementTerms, getAgreementEntitlements],
};
