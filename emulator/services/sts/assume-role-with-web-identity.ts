import { operation } from "../../operation";
import { optional, required, text } from "../../validation/shapes";
import { refusals } from "./refusals";
import { durationSeconds, findRole, ONE_HOUR, openSession, roleArn, roleSessionName } from "./sessions";

const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

export const assumeRoleWithWebIdentity = operation({
  name: "AssumeRoleWithWebIdentity",
  access: "read",
  anonymous: true,
  input: {
    RoleArn: required(roleArn),
    RoleSessionName: required(roleSessionName),
    WebIdentityToken: required(text({ min: 4, max: 20_000, sensitive: true })),
    DurationSeconds: optional(durationSeconds),
  },
  subject: "RoleArn",
  behaviours: [
    { source: "docs", what: "the call carries no signature" },
    { source: "assumed", what: "any token that looks like a JSON Web Token is trusted by every role" },
  ],
  run({ RoleArn, RoleSessionName, WebIdentityToken, DurationSeconds = ONE_HOUR }, call) {
    if (!JWT.test(WebIdentityToken)) throw refusals.badToken();
    const found = findRole(RoleArn, call);
    if (!found) throw refusals.mayNotAssume("web identity", RoleArn);
    return openSession(found.account, found.name, RoleSessionName, DurationSeconds, call);
  },
});
