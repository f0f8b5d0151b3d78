import { refusal } from "../../errors";

/** What Organizations refuses, and how. */
export const refusals = {
  notInUse: refusal({
    code: "AWSOrganizationsNotInUseException",
    status: 400,
    source: "botocore",
    what: "any call by an account that belongs to no organization",
    message: () => "Your account is not a member of an organization.",
  }),
};
