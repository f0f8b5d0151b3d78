import type { Call } from "../../operation/operation";
import type { Role } from "./roles";

/**
 * The text of a role's trust policy. The world says who is trusted in its own words, which decide until somebody writes a
 * policy in their place; reads have them put as one.
 */
export function trustPolicyOf(role: Role, call: Pick<Call, "world">): string {
  const { partition, account, trust } = role;
  if (trust !== undefined) return trust;
  const { trusts, externalId, sessionTags, trustedIssuers } = saidOf(role, call);
  const accounts = trusts === "*" ? "*" : trusts.map((id) => `arn:${partition}:iam::${id}:root`);
  const issuers =
    trustedIssuers === "*"
      ? "*"
      : trustedIssuers.map((issuer) => `arn:${partition}:iam::${account}:oidc-provider/${hostOf(issuer)}`);
  const statements = [
    accounts.length > 0 && {
      Effect: "Allow",
      Principal: { AWS: accounts },
      Action: ["sts:AssumeRole", ...(sessionTags ? ["sts:TagSession"] : [])],
      ...(externalId !== undefined && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
    },
    issuers.length > 0 && {
      Effect: "Allow",
      Principal: { Federated: issuers },
      Action: "sts:AssumeRoleWithWebIdentity",
    },
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.filter((one) => one !== false) });
}

/** What the world says of its role. */
export function saidOf({ account, name }: Role, { world }: Pick<Call, "world">) {
  return world.accounts[account]!.roles[name]!;
}

/** How ARNs and condition keys call an issuer. */
export function hostOf(issuer: string): string {
  return issuer.replace(/^https?:\/\//, "");
}
