import type { RecordedAnswer } from "./recorded-answer";

const SNAPSHOT = "localstack tests/aws/services/sts/test_sts.snapshot.json";
const session = [
  "AssumedRoleUser.Arn",
  "AssumedRoleUser.AssumedRoleId",
  "Credentials.AccessKeyId",
  "Credentials.Expiration",
  "Credentials.SecretAccessKey",
  "Credentials.SessionToken",
];

export const recorded: RecordedAnswer[] = [
  {
    operation: "sts GetCallerIdentity",
    what: "by a user",
    source: `${SNAPSHOT}, 2026-02-09`,
    always: ["Account", "Arn", "UserId"],
    never: [],
  },
  {
    operation: "sts GetCallerIdentity",
    what: "by an assumed role",
    source: `${SNAPSHOT}, 2026-02-09`,
    always: ["Account", "Arn", "UserId"],
    never: [],
  },
  {
    operation: "sts AssumeRole",
    what: "without a policy and tags",
    source: `${SNAPSHOT}, 2024-06-05`,
    always: session,
    never: ["PackedPolicySize", "SourceIdentity"],
  },
  {
    operation: "sts AssumeRole",
    what: "with a policy",
    source: `${SNAPSHOT}, 2026-02-09`,
    always: [...session, "PackedPolicySize"],
    never: ["SourceIdentity"],
  },
  {
    operation: "sts AssumeRoleWithWebIdentity",
    what: "with a token of an identity provider",
    source: "AWS CLI examples sts/assume-role-with-web-identity.rst",
    always: [...session, "SubjectFromWebIdentityToken", "Audience", "Provider"],
    never: ["SourceIdentity"],
  },
];
