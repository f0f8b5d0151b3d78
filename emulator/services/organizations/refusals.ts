import { refusal } from "../../behaviours/refusals";
import { policyRefusals } from "./policy-refusals";

/** What Organizations refuses, and how. */
export const refusals = {
  ...policyRefusals,
  notInUse: refusal({
    code: "AWSOrganizationsNotInUseException",
    status: 400,
    source: "community",
    what: "any call by an account that belongs to no organization",
    message: () => "Your account is not a member of an organization.",
  }),
  notTheManager: refusal({
    code: "AccessDeniedException",
    status: 400,
    source: "community",
    what: "a call that only the management account may make, by a member",
    message: () => "You don't have permissions to access this resource.",
  }),
  unknownParent: refusal({
    code: "ParentNotFoundException",
    status: 400,
    source: "botocore",
    what: "a root or unit that is not of the organization",
    message: () => "You provided an ID for a root or organizational unit that does not exist.",
  }),
  unknownChild: refusal({
    code: "ChildNotFoundException",
    status: 400,
    source: "botocore",
    what: "ListParents of an account or unit that is not of the organization",
    message: () => "You specified a child that does not exist.",
  }),
  unknownUnit: refusal({
    code: "OrganizationalUnitNotFoundException",
    status: 400,
    source: "botocore",
    what: "a unit that is not of the organization",
    message: () => "You specified an organizational unit that does not exist.",
  }),
  unknownAccount: refusal({
    code: "AccountNotFoundException",
    status: 400,
    source: "botocore",
    what: "an account that is not of the organization",
    message: () => "You specified an account that does not exist.",
  }),
  notTrusted: refusal({
    code: "InvalidInputException",
    status: 400,
    source: "botocore",
    what: "DisableAWSServiceAccess of a service that has none, where that is not taken without a word",
    message: () => "You specified a service principal that isn't recognized.",
    members: { Reason: "UNRECOGNIZED_SERVICE_PRINCIPAL" },
  }),
  badNextToken: refusal({
    code: "InvalidInputException",
    status: 400,
    source: "botocore",
    what: "a token of no listing",
    message: () => "You specified an invalid value for NextToken.",
  }),
};
