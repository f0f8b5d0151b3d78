import { operation } from "../../../operation/operation";
import { required, text } from "../../../validation/shapes";
import { mayAssumeWithWebIdentity } from "../../iam/trust";
import { refusals } from "../refusals";
import { findRole, openSession, session } from "../sessions";
import { readToken } from "../web-identity";

export const assumeRoleWithWebIdentity = operation({
  name: "AssumeRoleWithWebIdentity",
  access: "read",
  anonymous: true,
  input: { ...session, WebIdentityToken: required(text({ min: 4, max: 20_000, sensitive: true })) },
  subject: "RoleArn",
  behaviours: [
    { source: "docs", what: "the call carries no signature" },
    { source: "docs", what: "the answer tells the token's subject, audience and issuer" },
    { source: "design", what: "nothing but expiry and issuer of a token is looked at: its signature is not" },
    {
      source: "design",
      what: "an account knows every issuer and a role trusts it, unless the world says which (identityProviders, trustedIssuers)",
    },
  ],
  // The trust policy alone decides: nobody has signed.
  permissions: [],
  run(input, call) {
    const claims = readToken(input.WebIdentityToken);
    const { iss, sub, aud } = claims;
    const found = findRole(input.RoleArn, call);
    const known = found && call.world.accounts[found.account]!.identityProviders;
    if (known && !known.includes(iss)) throw refusals.unknownIssuer(iss);
    if (!found || !mayAssumeWithWebIdentity(found.role, claims, call))
      throw refusals.mayNotAssumeWithWebIdentity();
    return {
      ...openSession(found, input, call),
      SubjectFromWebIdentityToken: sub,
      Audience: aud,
      Provider: iss,
    };
  },
});
