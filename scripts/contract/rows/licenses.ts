import * as v from "valibot";

import type { OperationName } from "../calls/calls";
import { isManager } from "../vocabulary/conditions";
import { assumed, botocore, community, type Row } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

const filled = v.pipe(v.string(), v.minLength(1));
const license = v.looseObject({ LicenseArn: filled, ProductSKU: filled, Status: filled, HomeRegion: filled });
const grant = v.looseObject({ GrantArn: filled, LicenseArn: filled, GrantStatus: filled, Version: filled });
const listOf = (member: string, one: v.GenericSchema) => ({
  status: 200,
  shape: v.looseObject({ [member]: v.array(one) }),
});

const missingLicense = ({ partition }: Stage) =>
  `arn:${partition}:license-manager::294406891311:license:l-${"0".repeat(32)}`;
const missingGrant = ({ partition, account }: Stage) =>
  `arn:${partition}:license-manager::${account}:grant:g-${"0".repeat(32)}`;
const NOT_FOUND = { status: 400, code: "InvalidParameterValueException" };
const CODE = "the service model has several codes, and says of none what it is for";

/** What is read of licences and grants. */
export const licensesReading: readonly Row[] = [
  {
    operation: "ListReceivedLicenses",
    name: "lists licences with their product and home Region",
    input: {},
    expects: listOf("Licenses", license),
    source: botocore("license-manager", "ListReceivedLicenses"),
  },
  {
    operation: "ListReceivedLicenses",
    name: "knows no filter in another case",
    input: { Filters: [{ Name: "productSKU", Values: ["prod-contract"] }] },
    expects: NOT_FOUND,
    settles: "license-manager.badFilter",
    source: assumed(CODE),
  },
  {
    operation: "ListReceivedLicenses",
    name: "takes no token that it has not given",
    input: { NextToken: "no-token-of-anybody" },
    expects: NOT_FOUND,
    settles: "license-manager.badToken",
    source: assumed(CODE),
  },
  {
    operation: "ListReceivedLicensesForOrganization",
    name: "lists what all accounts have",
    input: {},
    given: [isManager],
    expects: listOf("Licenses", license),
    source: botocore("license-manager", "ListReceivedLicensesForOrganization"),
  },
  {
    operation: "GetLicense",
    name: "does not find a licence that does not exist",
    input: (stage) => ({ LicenseArn: missingLicense(stage) }),
    expects: NOT_FOUND,
    settles: "license-manager.noSuchLicense",
    source: assumed(CODE),
  },
  {
    operation: "GetGrant",
    name: "does not find a grant that does not exist",
    input: (stage) => ({ GrantArn: missingGrant(stage) }),
    expects: NOT_FOUND,
    settles: "license-manager.noSuchGrant",
    source: assumed(CODE),
  },
  {
    operation: "license-manager:ListTagsForResource",
    name: "does not find a grant that does not exist",
    input: (stage) => ({ ResourceArn: missingGrant(stage) }),
    expects: NOT_FOUND,
    settles: "license-manager.noSuchGrant",
    source: assumed(CODE),
  },
  {
    operation: "ListDistributedGrants",
    name: "lists grants with their status and version",
    input: {},
    expects: listOf("Grants", grant),
    source: botocore("license-manager", "ListDistributedGrants"),
  },
  {
    operation: "ListReceivedGrants",
    name: "lists grants with their status and version",
    input: {},
    expects: listOf("Grants", grant),
    source: botocore("license-manager", "ListReceivedGrants"),
  },
  {
    operation: "ListReceivedGrantsForOrganization",
    name: "finds no grants of a licence that does not exist",
    input: (stage) => ({ LicenseArn: missingLicense(stage) }),
    given: [isManager],
    expects: listOf("Grants", grant),
    source: botocore("license-manager", "ListReceivedGrantsForOrganization"),
  },
];

/** A change of a grant that is not there. */
const missing = (operation: OperationName, more: object): Row => ({
  operation,
  name: "does not find a grant that does not exist",
  input: (stage) => ({ GrantArn: missingGrant(stage), ...more }),
  expects: NOT_FOUND,
  settles: "license-manager.noSuchGrant",
  source: assumed(CODE),
});

/** The same of its tags. */
const tagging = (operation: OperationName, more: object): Row => ({
  ...missing(operation, {}),
  input: (stage) => ({ ResourceArn: missingGrant(stage), ...more }),
});

/** What is granted: refused, so that nothing is left behind. */
export const licensesWriting: readonly Row[] = [
  {
    operation: "license-manager:CreateGrant",
    name: "makes no grant outside of the home Region of a licence",
    input: (stage) => ({
      ClientToken: "contract",
      GrantName: "contract",
      LicenseArn: missingLicense(stage),
      Principals: [`arn:${stage.partition}:iam::${stage.account}:root`],
      HomeRegion: "eu-west-1",
      AllowedOperations: ["CheckoutLicense"],
    }),
    expects: {
      status: 400,
      code: "ValidationException",
      message: /^Grant can only be created in resource home AWS region: us-east-1/,
    },
    source: community(
      "pasted from Terraform (ministryofjustice/modernisation-platform pull request 4097, 2023-06)",
    ),
  },
  missing("CreateGrantVersion", { ClientToken: "contract", Status: "ACTIVE" }),
  missing("AcceptGrant", {}),
  missing("RejectGrant", {}),
  missing("DeleteGrant", { Version: "1" }),
  tagging("license-manager:TagResource", { Tags: [{ Key: "contract", Value: "x" }] }),
  tagging("license-manager:UntagResource", { TagKeys: ["contract"] }),
];
