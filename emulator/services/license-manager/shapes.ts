import { choice, list, required, structure, text, optional } from "../../validation/shapes";

const OPERATIONS = [
  "CreateGrant",
  "CheckoutLicense",
  "CheckoutBorrowLicense",
  "CheckInLicense",
  "ExtendConsumptionLicense",
  "ListPurchasedLicenses",
  "CreateToken",
  "ListReceivedLicenses",
] as const;

export const grantStatus = choice([
  "PENDING_WORKFLOW",
  "PENDING_ACCEPT",
  "REJECTED",
  "ACTIVE",
  "FAILED_WORKFLOW",
  "DELETED",
  "PENDING_DELETE",
  "DISABLED",
  "WORKFLOW_COMPLETED",
]);

export const clientToken = required(text({ max: 2048, pattern: /\S+/ }));
export const allowedOperations = list(choice(OPERATIONS), { min: 1, max: 8 });
export const statusReason = optional(text({ max: 400, pattern: /[\s\S]+/ }));
export const options = {
  ActivationOverrideBehavior: optional(choice(["DISTRIBUTED_GRANTS_ONLY", "ALL_GRANTS_PERMITTED_BY_ISSUER"])),
};
export const versionOptions = optional(structure(options));
