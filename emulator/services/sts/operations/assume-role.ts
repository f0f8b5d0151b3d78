import { type Call, operation } from "../../../operation/operation";
import { type Input, optional, text } from "../../../validation/shapes";
import { mayAssume } from "../../iam/trust";
import { refusals } from "../refusals";
import { refuseTags, sessionTags } from "../session-tags";
import { findRole, ONE_HOUR, openSession, session } from "../sessions";

/** As much as every ARN has. */
const ARN = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/;

const input = {
  ...session,
  ...sessionTags,
  ExternalId: optional(text({ min: 2, max: 1224, pattern: /[\w+=,.@:/-]*/ })),
};

/** What trust policies and those of the caller are told of the role's session. */
const context = ({ RoleSessionName, ExternalId, TransitiveTagKeys }: Input<typeof input>) => ({
  "sts:RoleSessionName": RoleSessionName,
  "sts:ExternalId": ExternalId,
  "sts:TransitiveTagKeys": TransitiveTagKeys,
});
const keys = ["sts:RoleSessionName", "sts:ExternalId", "sts:TransitiveTagKeys"];
const on = { role: ({ RoleArn }: Input<typeof input>) => RoleArn };
const isTagged = ({ Tags = [] }: Input<typeof input>, { principal }: Call) =>
  Tags.length + (principal.transitiveTagKeys ?? []).length > 0;

export const assumeRole = operation({
  name: "AssumeRole",
  // It hands out credentials, but it changes nothing: a plan that only looks may call it.
  access: "read",
  input,
  subject: "RoleArn",
  behaviours: [
    { source: "docs", what: "without DurationSeconds a session lasts one hour" },
    { source: "recorded", what: "the answer has a PackedPolicySize only where a policy or tags were given" },
    { source: "docs", what: "transitive tags go on to the next role in a chain" },
    {
      source: "docs",
      what: "the caller's own policies must allow it too: a role trusts accounts here, which leaves it to them",
    },
    {
      source: "docs",
      what: "what a session is handed over (Policy and PolicyArns together) is the most that it may do",
    },
    { source: "docs", what: "its tags, and those that are inherited, are aws:PrincipalTag/…" },
    {
      source: "design",
      what: "PolicyArns know a few of AWS's own policies: AdministratorAccess, ReadOnlyAccess, AmazonBedrockReadOnly",
    },
  ],
  permissions: [
    { on, context, keys },
    { action: "sts:TagSession", on, context, keys: ["sts:TransitiveTagKeys"], when: isTagged },
  ],
  run(input, call) {
    const { RoleArn, DurationSeconds = ONE_HOUR } = input;
    const { principal } = call;
    if (!ARN.test(RoleArn)) throw refusals.noArn(RoleArn);
    if (principal.kind === "root") throw refusals.root();
    const found = findRole(RoleArn, call);
    if (!found || !mayAssume(found.role, input, call)) throw refusals.mayNotAssume(principal.arn, RoleArn);
    const tags = refuseTags(input, found.role, call);
    if (principal.kind === "assumed-role" && DurationSeconds > ONE_HOUR) throw refusals.tooLong();
    return openSession(found, input, call, tags);
  },
});
