import { operation } from "../../../operation/operation";
import { optional, required, text } from "../../../validation/shapes";
import { deletedGrants, grantsOfDeleted } from "../assumptions";
import { findGrant } from "../find-grant";
import { describeGrant, versionOf } from "../grants";
import { arn } from "../listing";
import { refusals } from "../refusals";

export const getGrant = operation({
  name: "GetGrant",
  access: "read",
  input: { GrantArn: required(arn), Version: optional(text()) },
  subject: "GrantArn",
  behaviours: [
    {
      source: "community-single",
      what: "ParentArn is the licence, where a grant is not a member's part of another",
    },
    { source: "design", what: "an older version is told as the current one is, under its own number" },
    deletedGrants,
    grantsOfDeleted,
  ],
  permissions: [{ on: { grant: ({ GrantArn }) => GrantArn } }],
  run({ GrantArn, Version }, call) {
    const grant = findGrant(GrantArn, call);
    const isKnown =
      Version === undefined || (/^[1-9]\d*$/.test(Version) && +Version <= +versionOf(grant, call));
    if (!isKnown) throw refusals.staleVersion(Version);
    return { Grant: { ...describeGrant(grant, call), ...(Version !== undefined && { Version }) } };
  },
});
