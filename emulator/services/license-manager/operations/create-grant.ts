import { randomBytes } from "node:crypto";

import { type Call, operation } from "../../../operation/operation";
import { choice, list, optional, required, structure, text } from "../../../validation/shapes";
import { clientTokens, firstTags, secondGrant, withoutTrustedAccess } from "../assumptions";
import { remember, remembered } from "../client-tokens";
import { answerOf, everyGrant, type Grant, putGrant, statusOf } from "../grants";
import { HOME_REGION, licensingArn } from "../arns";
import { grantableLicense } from "../licenses";
import { arn } from "../listing";
import { isOfMany, isSetUp, requirePrincipal } from "../principals";
import { refusals } from "../refusals";
import { allowedOperations, clientToken, grantStatus, options } from "../shapes";
import { tagList, withTags } from "../tags";

export const createGrant = operation({
  name: "CreateGrant",
  access: "write",
  input: {
    ClientToken: clientToken,
    GrantName: required(text()),
    LicenseArn: required(arn),
    Principals: required(list(arn, { min: 1, max: 1 })),
    HomeRegion: required(text()),
    AllowedOperations: required(allowedOperations),
    Tags: optional(tagList),
    GrantType: optional(choice(["BuyerGrant", "DelegateGrant"])),
    Options: optional(structure({ ...options, DesiredStatus: optional(grantStatus) })),
  },
  subject: "LicenseArn",
  behaviours: [
    {
      source: "docs",
      what: "PENDING_WORKFLOW, and then DISABLED: in an organization with all features and trusted access a grant of its management account is accepted by itself",
    },
    { source: "docs", what: "else PENDING_ACCEPT, until the account that it is for accepts it" },
    { source: "botocore", what: "a grant has exactly one principal: an account, a unit or an organization" },
    {
      source: "docs",
      what: "DesiredStatus ACTIVE activates it as well, where it is for a unit or an organization",
    },
    { source: "design", what: "every GrantType is a BuyerGrant" },
    withoutTrustedAccess,
    secondGrant,
    clientTokens,
    firstTags,
  ],
  permissions: [{ on: { license: ({ LicenseArn }) => LicenseArn } }],
  run(input, call) {
    const {
      ClientToken: token,
      LicenseArn: licenseArn,
      Options: { DesiredStatus, ...override } = {},
    } = input;
    const principal = input.Principals[0]!;
    if (call.region !== HOME_REGION || input.HomeRegion !== HOME_REGION) throw refusals.otherRegion();
    const all = everyGrant(call);
    const before = remembered("CreateGrant", token, (found) => all.find((one) => one.arn === found), call);
    if (before) return answerOf(before, call);
    grantableLicense(licenseArn, call);
    requirePrincipal(principal, call);
    const isActivated = DesiredStatus === "ACTIVE" && isOfMany(principal);
    if (!isActivated && (DesiredStatus ?? override.ActivationOverrideBehavior)) throw refusals.badOptions();
    const isTwice = all.some(
      (one) => one.licenseArn === licenseArn && one.principal === principal && isThere(one, call),
    );
    if (isTwice && !secondGrant.is("made", call)) throw refusals.duplicate();
    const failure = isOfMany(principal) && !isSetUp(call);
    if (failure && withoutTrustedAccess.is("refused", call)) throw refusals.noTrustedAccess();

    const tags = withTags({}, input.Tags);
    const createdAt = call.clock.now();
    const at = createdAt + call.world.timing.grants.organizationDistributedAfterSeconds * 1000;
    const made: Grant = {
      arn: licensingArn(call.account, `grant:g-${randomBytes(16).toString("hex")}`),
      name: input.GrantName,
      licenseArn,
      grantor: call.account,
      principal,
      operations: input.AllowedOperations,
      tags: firstTags.is("dropped", call) ? {} : tags,
      createdAt,
      ...(isSetUp(call) && { acceptedAt: createdAt }),
      ...(failure && {
        failure: "Trusted access is not enabled for AWS License Manager and AWS Marketplace.",
      }),
      changes: isActivated ? [{ at, status: "ACTIVE", ...overrideOf(override) }] : [],
    };
    putGrant(made, call);
    remember("CreateGrant", token, made, call);
    return answerOf(made, call);
  },
});

export function overrideOf({
  ActivationOverrideBehavior: override,
}: {
  ActivationOverrideBehavior?: string;
}) {
  return override === undefined ? {} : { override };
}

function isThere(grant: Grant, call: Call): boolean {
  return !["DELETED", "PENDING_DELETE", "REJECTED", "FAILED_WORKFLOW"].includes(statusOf(grant, call));
}
