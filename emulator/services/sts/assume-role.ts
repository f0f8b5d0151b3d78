import { operation } from "../../operation";
import { optional, text } from "../../validation/shapes";
import { mayAssume } from "../iam/trust";
import { refusals } from "./refusals";
import { refuseTags, sessionTags } from "./session-tags";
import { findRole, ONE_HOUR, openSession, session } from "./sessions";

/** As much as every ARN has. */
const ARN = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/;

export const assumeRole = operation({
  name: "AssumeRole",
  // It hands out credentials, but it changes nothing: a plan that only looks may call it.
  access: "read",
  input: {
    ...session,
    ...sessionTags,
    ExternalId: optional(text({ min: 2, max: 1224, pattern: /[\w+=,.@:/-]*/ })),
  },
  subject: "RoleArn",
  behaviours: [
    { source: "docs", what: "without DurationSeconds a session lasts one hour" },
    { source: "recorded", what: "the answer has a PackedPolicySize only where a policy or tags were given" },
    { source: "docs", what: "transitive tags go on to the next role in a chain" },
    { source: "design", what: "session policies and tags have no effect on what the session may do" },
  ],
  run(input, call) {
    const { RoleArn, DurationSeconds = ONE_HOUR } = input;
    const { principal } = call;
    if (!ARN.test(RoleArn)) throw refusals.noArn(RoleArn);
    if (principal.kind === "root") throw refusals.root();
    const found = findRole(RoleArn, call);
    if (!found || !mayAssume(found.role, input, call)) throw refusals.mayNotAssume(principal.arn, RoleArn);
    const transitiveTagKeys = refuseTags(input, found.role, call);
    if (principal.kind === "assumed-role" && DurationSeconds > ONE_HOUR) throw refusals.tooLong();
    return openSession(found, input, call, transitiveTagKeys);
  },
});
