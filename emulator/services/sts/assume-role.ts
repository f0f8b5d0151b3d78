import { operation } from "../../operation";
import { optional, required, text } from "../../validation/shapes";
import { refusals } from "./refusals";
import { durationSeconds, findRole, ONE_HOUR, openSession, roleArn, roleSessionName } from "./sessions";

export const assumeRole = operation({
  name: "AssumeRole",
  // It hands out credentials, but it changes nothing: a plan that only looks may call it.
  access: "read",
  input: {
    RoleArn: required(roleArn),
    RoleSessionName: required(roleSessionName),
    DurationSeconds: optional(durationSeconds),
    ExternalId: optional(text({ min: 2, max: 1224, pattern: /[\w+=,.@:/-]*/ })),
  },
  subject: "RoleArn",
  behaviours: [
    { source: "docs", what: "without DurationSeconds a session lasts one hour" },
    { source: "assumed", what: "session policies and tags are accepted and have no effect" },
  ],
  run({ RoleArn, RoleSessionName, DurationSeconds = ONE_HOUR, ExternalId }, call) {
    const { principal } = call;
    const found = findRole(RoleArn, call);
    const trusted =
      found !== undefined &&
      (found.role.trusts === "*" || found.role.trusts.includes(principal.account)) &&
      (found.role.externalId === undefined || found.role.externalId === ExternalId);
    if (!trusted) throw refusals.mayNotAssume(principal.arn, RoleArn);
    if (principal.kind === "assumed-role" && DurationSeconds > ONE_HOUR) throw refusals.tooLong();
    return openSession(found.account, found.name, RoleSessionName, DurationSeconds, call);
  },
});
