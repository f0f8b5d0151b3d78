import { refusal } from "../../errors";

/** What STS refuses, and how. */
export const refusals = {
  mayNotAssume: refusal({
    code: "AccessDenied",
    status: 403,
    source: "docs",
    what: "a role that does not exist, does not trust the caller, or wants another external id (they read the same)",
    message: (principal: string, role: string) =>
      `User: ${principal} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
  }),
  tooLong: refusal({
    code: "ValidationError",
    status: 400,
    source: "docs",
    what: "a session of more than one hour for a role that was assumed with the credentials of another (role chaining)",
    message: () =>
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
  }),
  badToken: refusal({
    code: "InvalidIdentityToken",
    status: 400,
    source: "docs",
    what: "a web identity token that is not a JSON Web Token",
    message: () =>
      "Couldn't retrieve verification key from your identity provider, or the token is malformed",
  }),
};
