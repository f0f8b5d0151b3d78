import type { RecordedAnswer } from "./recorded-answer";

const SNAPSHOTS = "LocalStack, tests/aws/services/iam";
const ROLES = `${SNAPSHOTS}/test_iam_roles.snapshot.json, 2026-02-11`;
const POLICIES = `${SNAPSHOTS}/test_iam_policies.snapshot.json, 2026-02-10`;
const OF_AWS = `${SNAPSHOTS}/test_iam_managed_policies.snapshot.json, 2026-02-12`;

const role = ["Arn", "AssumeRolePolicyDocument", "CreateDate", "Path", "RoleId", "RoleName"];
const policy = [
  "Arn",
  "AttachmentCount",
  "CreateDate",
  "DefaultVersionId",
  "IsAttachable",
  "Path",
  "PermissionsBoundaryUsageCount",
  "PolicyId",
  "PolicyName",
  "UpdateDate",
];
const of = (parent: string, members: string[]) => members.map((member) => `${parent}.${member}`);
const boundary = [
  "PermissionsBoundary.PermissionsBoundaryArn",
  "PermissionsBoundary.PermissionsBoundaryType",
];
const version = ["CreateDate", "IsDefaultVersion", "VersionId"];

export const recorded: RecordedAnswer[] = [
  {
    operation: "iam CreateRole",
    what: "with a description, tags and a boundary",
    source: ROLES,
    always: of("Role", [...role, ...boundary, "Tags.Key", "Tags.Value"]),
    never: of("Role", ["Description", "MaxSessionDuration", "RoleLastUsed"]),
  },
  {
    operation: "iam CreateRole",
    what: "with nothing but a trust policy",
    source: ROLES,
    always: of("Role", role),
    never: of("Role", ["Tags", "PermissionsBoundary"]),
  },
  {
    operation: "iam GetRole",
    what: "with a description, tags and a boundary",
    source: ROLES,
    always: of("Role", [
      ...role,
      ...boundary,
      "Description",
      "MaxSessionDuration",
      "RoleLastUsed",
      "Tags.Key",
      "Tags.Value",
    ]),
    never: [],
  },
  {
    operation: "iam GetRole",
    what: "with nothing but a trust policy",
    source: ROLES,
    always: of("Role", [...role, "MaxSessionDuration", "RoleLastUsed"]),
    never: of("Role", ["Description", "Tags", "PermissionsBoundary"]),
  },
  {
    operation: "iam ListRoles",
    what: "of which one has tags and a boundary",
    source: ROLES,
    always: ["IsTruncated", ...of("Roles", [...role, "MaxSessionDuration"])],
    never: ["Marker", ...of("Roles", ["PermissionsBoundary", "RoleLastUsed", "Tags"])],
  },
  {
    operation: "iam ListRolePolicies",
    what: "of a role that has one",
    source: ROLES,
    always: ["IsTruncated", "PolicyNames"],
    never: ["Marker"],
  },
  {
    operation: "iam ListAttachedRolePolicies",
    what: "of a role that has one",
    source: ROLES,
    always: ["IsTruncated", "AttachedPolicies.PolicyArn", "AttachedPolicies.PolicyName"],
    never: ["Marker"],
  },
  {
    operation: "iam CreatePolicy",
    what: "with a description",
    source: POLICIES,
    always: of("Policy", policy),
    never: of("Policy", ["Description", "Tags"]),
  },
  {
    operation: "iam GetPolicy",
    what: "with a description",
    source: POLICIES,
    always: of("Policy", [...policy, "Description", "Tags"]),
    never: [],
  },
  {
    operation: "iam GetPolicy",
    what: "of AWS's own",
    source: OF_AWS,
    always: of("Policy", [...policy, "Description", "Tags"]),
    never: [],
  },
  {
    operation: "iam ListPolicies",
    what: "of AWS's own, the first page",
    source: OF_AWS,
    always: ["IsTruncated", "Marker", ...of("Policies", policy)],
    never: of("Policies", ["Description", "Tags"]),
  },
  {
    operation: "iam CreatePolicyVersion",
    what: "that becomes the default",
    source: POLICIES,
    always: of("PolicyVersion", version),
    never: of("PolicyVersion", ["Document"]),
  },
  {
    operation: "iam GetPolicyVersion",
    what: "of one of two",
    source: POLICIES,
    always: of("PolicyVersion", [...version, "Document"]),
    never: [],
  },
  {
    operation: "iam ListPolicyVersions",
    what: "of two",
    source: POLICIES,
    always: ["IsTruncated", ...of("Versions", version)],
    never: ["Marker", "Versions.Document"],
  },
];
