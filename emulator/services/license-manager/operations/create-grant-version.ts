import { operation } from "../../../operation/operation";
import { optional, required, text } from "../../../validation/shapes";
import { activation, clientTokens, grantsToMany, membersGrants, versions } from "../assumptions";
import { remember, remembered } from "../client-tokens";
import { overrideOf } from "./create-grant";
import { findGrant, isGrantee, requireVersion } from "../find-grant";
import { answerOf, change, statusOf } from "../grants";
import { arn } from "../listing";
import { isOfMany } from "../principals";
import { refusals } from "../refusals";
import { allowedOperations, clientToken, grantStatus, statusReason, versionOptions } from "../shapes";

export const createGrantVersion = operation({
  name: "CreateGrantVersion",
  access: "write",
  input: {
    ClientToken: clientToken,
    GrantArn: required(arn),
    GrantName: optional(text()),
    AllowedOperations: optional(allowedOperations),
    Status: optional(grantStatus),
    StatusReason: statusReason,
    SourceVersion: optional(text()),
    Options: versionOptions,
  },
  subject: "GrantArn",
  behaviours: [
    {
      source: "docs",
      what: "a grant that is DISABLED is made ACTIVE, and the other way round, by its grantor or its grantee",
    },
    { source: "docs", what: "ActivationOverrideBehavior goes with ACTIVE alone" },
    { source: "community-single", what: "without a SourceVersion the current one is meant" },
    activation,
    grantsToMany,
    membersGrants,
    versions,
    clientTokens,
  ],
  permissions: [{ on: { grant: ({ GrantArn }) => GrantArn } }],
  run(input, call) {
    const { GrantArn, Status, StatusReason, GrantName, AllowedOperations, Options = {} } = input;
    const grant = findGrant(GrantArn, call);
    const find = (found: string) => (found === GrantArn ? grant : undefined);
    if (remembered("CreateGrantVersion", input.ClientToken, find, call)) return answerOf(grant, call);
    const changesTerms = GrantName !== undefined || AllowedOperations !== undefined;
    // A member sets the status of its own part, and the rest is the grantor's; the rest of a part is the whole grant's.
    const isTheirs = isGrantee(grant, call) ? changesTerms || isOfMany(grant.principal) : false;
    if (isTheirs || (changesTerms && grant.parentArn !== undefined)) throw refusals.notTheGrantor();
    requireVersion(input.SourceVersion, grant, call);
    if (Status !== undefined && Status !== "ACTIVE" && Status !== "DISABLED") throw refusals.badStatus();
    if (Options.ActivationOverrideBehavior !== undefined && Status !== "ACTIVE") throw refusals.badOptions();
    const status = statusOf(grant, call);
    if (!["DISABLED", "ACTIVE", "WORKFLOW_COMPLETED"].includes(status)) throw refusals.notNow(status);

    const renamed = {
      ...grant,
      ...(GrantName !== undefined && { name: GrantName }),
      ...(AllowedOperations && { operations: AllowedOperations }),
    };
    const changed = change(
      renamed,
      {
        at: call.clock.now(),
        ...(Status && { status: Status }),
        ...(StatusReason !== undefined && { reason: StatusReason }),
        ...overrideOf(Options),
      },
      call,
    );
    remember("CreateGrantVersion", input.ClientToken, grant, call);
    return answerOf(changed, call);
  },
});
