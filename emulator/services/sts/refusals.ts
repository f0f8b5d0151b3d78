import { refusal } from "../../behaviours/refusals";

/** What STS refuses, and how. */
export const refusals = {
  noArn: refusal({
    code: "ValidationError",
    status: 400,
    source: "recorded",
    what: "a RoleArn that is no ARN",
    message: (given: string) => `${given} is invalid`,
  }),
  root: refusal({
    code: "AccessDenied",
    status: 403,
    source: "community",
    what: "a role that the root user of an account would assume",
    message: () => "Roles may not be assumed by root accounts.",
  }),
  mayNotAssume: refusal({
    code: "AccessDenied",
    status: 403,
    source: "docs",
    quoted: true,
    what: "a role that does not exist, does not trust the caller, or wants another external id (they read the same)",
    message: (principal: string, role: string) =>
      `User: ${principal} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
  }),
  mayNotTag: refusal({
    code: "AccessDenied",
    status: 403,
    source: "docs",
    quoted: true,
    what: "session tags, given or inherited, for a role whose trust policy does not allow sts:TagSession",
    message: (principal: string, role: string) =>
      `User: ${principal} is not authorized to perform: sts:TagSession on resource: ${role}`,
  }),
  tagTwice: refusal({
    code: "InvalidParameterValue",
    status: 400,
    source: "recorded",
    what: "a tag key twice; keys that differ in case only are the same",
    message: () => "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
  }),
  transitiveWithoutTag: refusal({
    code: "InvalidParameterValue",
    status: 400,
    source: "recorded",
    what: "a transitive tag key for which no tag is given",
    message: () => "The specified transitive tag key must be included in the requested tags.",
  }),
  transitiveTwice: refusal({
    code: "InvalidParameterValue",
    status: 400,
    source: "recorded",
    what: "a tag whose key the calling session has as a transitive one",
    message: () =>
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
  }),
  tooLong: refusal({
    code: "ValidationError",
    status: 400,
    source: "docs",
    quoted: true,
    what: "a session of more than one hour for a role that was assumed with the credentials of another (role chaining)",
    message: () =>
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
  }),
  tooLongForRole: refusal({
    code: "ValidationError",
    status: 400,
    source: "community",
    what: "a session that is longer than the role allows, which is one hour unless somebody changed it",
    message: () => "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  }),
  badPolicy: refusal({
    code: "MalformedPolicyDocument",
    status: 400,
    source: "botocore",
    what: "a session policy that is none",
    message: (why: string) => `The session policy is not valid: ${why}`,
  }),
  noSuchPolicy: refusal({
    code: "ValidationError",
    status: 400,
    source: "assumed",
    what: "a managed policy for a session that does not exist",
    message: (arn: string) => `The managed policy ${arn} does not exist.`,
    or: { MalformedPolicyDocument: 400, NoSuchEntity: 404 },
  }),
  badToken: refusal({
    code: "InvalidIdentityToken",
    status: 400,
    source: "community",
    what: "a web identity token that is not a JSON Web Token",
    message: () =>
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
  }),
  tokenExpired: refusal({
    code: "ExpiredTokenException",
    status: 400,
    source: "community",
    what: "a web identity token that has expired",
    message: (now: number, expires: number) =>
      `Token expired: current date/time ${now} must be before the expiration date/time ${expires}`,
  }),
  unknownIssuer: refusal({
    code: "InvalidIdentityToken",
    status: 400,
    source: "community",
    what: "a web identity token of an issuer that the role's account does not know",
    message: (issuer: string) => `No OpenIDConnect provider found in your account for ${issuer}`,
  }),
  mayNotAssumeWithWebIdentity: refusal({
    code: "AccessDenied",
    status: 403,
    source: "community",
    what: "a web identity for a role that does not exist, or does not trust its issuer",
    message: () => "Not authorized to perform sts:AssumeRoleWithWebIdentity",
  }),
};
