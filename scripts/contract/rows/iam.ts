import * as v from "valibot";

import type { OperationName } from "../calls/calls";
import { assumed, botocore, recorded, type Row } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

const filled = v.pipe(v.string(), v.minLength(1));
const encoded = v.pipe(v.string(), v.regex(/^%7B[^{}"]+%7D$/i));
const role = v.looseObject({
  Path: v.pipe(v.string(), v.startsWith("/")),
  RoleName: filled,
  RoleId: v.pipe(v.string(), v.startsWith("AROA")),
  Arn: v.pipe(v.string(), v.includes(":role/")),
  CreateDate: v.date(),
  AssumeRolePolicyDocument: encoded,
});
const policy = v.looseObject({
  PolicyName: filled,
  PolicyId: v.pipe(v.string(), v.startsWith("ANPA")),
  Arn: v.pipe(v.string(), v.includes(":policy/")),
  DefaultVersionId: v.pipe(v.string(), v.regex(/^v\d+$/)),
  AttachmentCount: v.number(),
});

const NAME = "model-access-contract-no-such-role";
const ROLES = recorded("LocalStack, tests/aws/services/iam/test_iam_roles.snapshot.json, 2026-02");
const POLICIES = recorded("LocalStack, tests/aws/services/iam/test_iam_policies.snapshot.json, 2026-02");
const missingPolicy = ({ partition, account }: Stage) =>
  `arn:${partition}:iam::${account}:policy/model-access-contract-no-such-policy`;
const administrator = ({ partition }: Stage) => `arn:${partition}:iam::aws:policy/AdministratorAccess`;
const allowing = (Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

/** Anything with a role that is not there. */
const ofNoRole = (operation: OperationName, more: object = {}): Row => ({
  operation,
  name: "does not find a role that does not exist",
  input: { RoleName: NAME, ...more },
  expects: {
    status: 404,
    code: "NoSuchEntity",
    message: new RegExp(`^The role with name ${NAME} cannot be found\\.$`),
  },
  source: ROLES,
});

/** Anything with a managed policy that is not there. */
const ofNoPolicy = (operation: OperationName, more: object = {}): Row => ({
  operation,
  name: "does not find a policy that does not exist",
  input: (stage) => ({ PolicyArn: missingPolicy(stage), ...more }),
  expects: { status: 404, code: "NoSuchEntity", message: /^Policy arn:\S+ was not found\.$/ },
  source: POLICIES,
});

const ofNoVersion = (operation: OperationName): Row => ({
  ...ofNoPolicy(operation, { VersionId: "v1" }),
  expects: {
    status: 404,
    code: "NoSuchEntity",
    message: /^Policy arn:\S+ version v1 does not exist or is not attachable\.$/,
  },
});

/** What is read of roles and policies. */
export const iamReading: readonly Row[] = [
  {
    operation: "ListRoles",
    name: "lists roles with their ids and encoded trust policies",
    input: {},
    expects: { status: 200, shape: v.looseObject({ Roles: v.array(role), IsTruncated: v.boolean() }) },
    source: botocore("iam", "ListRoles"),
  },
  {
    operation: "ListRoles",
    name: "takes no marker that it has not given",
    input: { Marker: "no-marker-of-anybody" },
    expects: { status: 400, code: "ValidationError" },
    settles: "iam.badMarker",
    source: assumed("the service model has no code for it"),
  },
  ...(["GetRole", "ListRoleTags", "ListAttachedRolePolicies", "ListRolePolicies"] as const).map((operation) =>
    ofNoRole(operation),
  ),
  ofNoRole("ListInstanceProfilesForRole"),
  ofNoRole("GetRolePolicy", { PolicyName: "contract" }),
  {
    operation: "iam:ListPolicies",
    name: "lists AWS's own policies",
    input: { Scope: "AWS", MaxItems: 3 },
    expects: {
      status: 200,
      shape: v.looseObject({
        Policies: v.pipe(v.array(policy), v.length(3)),
        IsTruncated: v.literal(true),
        Marker: filled,
      }),
    },
    source: recorded("LocalStack, tests/aws/services/iam/test_iam_managed_policies.snapshot.json, 2026-02"),
  },
  {
    operation: "GetPolicy",
    name: "tells one of AWS's own policies, with tags although there are none",
    input: (stage) => ({ PolicyArn: administrator(stage) }),
    expects: {
      status: 200,
      shape: v.looseObject({ Policy: v.looseObject({ ...policy.entries, Tags: v.strictTuple([]) }) }),
    },
    source: recorded("LocalStack, tests/aws/services/iam/test_iam_managed_policies.snapshot.json, 2026-02"),
  },
  {
    operation: "GetPolicy",
    name: "refuses what is no ARN in words of its own",
    input: { PolicyArn: "longpolicynamebutnoarn" },
    expects: { status: 400, code: "ValidationError", message: /^ARN longpolicynamebutnoarn is not valid\.$/ },
    source: ROLES,
  },
  {
    operation: "GetPolicyVersion",
    name: "tells the document, encoded",
    input: (stage) => ({ PolicyArn: administrator(stage), VersionId: "v1" }),
    expects: {
      status: 200,
      shape: v.looseObject({
        PolicyVersion: v.looseObject({ Document: encoded, VersionId: v.literal("v1") }),
      }),
    },
    source: botocore("iam", "GetPolicyVersion"),
  },
  ofNoVersion("GetPolicyVersion"),
  ofNoPolicy("GetPolicy"),
  ofNoPolicy("ListPolicyVersions"),
  ofNoPolicy("ListPolicyTags"),
  ofNoPolicy("ListEntitiesForPolicy"),
  {
    operation: "SimulateCustomPolicy",
    name: "says what was decided, and by which policy",
    input: { PolicyInputList: [allowing("s3:Get*")], ActionNames: ["s3:GetObject", "s3:PutObject"] },
    expects: {
      status: 200,
      shape: v.looseObject({
        EvaluationResults: v.tuple([
          v.looseObject({
            EvalActionName: v.literal("s3:GetObject"),
            EvalResourceName: v.literal("*"),
            EvalDecision: v.literal("allowed"),
            MatchedStatements: v.tuple([v.looseObject({ SourcePolicyId: v.literal("PolicyInputList.1") })]),
          }),
          v.looseObject({ EvalDecision: v.literal("implicitDeny"), MatchedStatements: v.strictTuple([]) }),
        ]),
      }),
    },
    source: recorded("smoketurner's tests of a policy, and many an answer of the simulation pasted since"),
  },
  {
    operation: "SimulatePrincipalPolicy",
    name: "does not find a role that does not exist",
    input: ({ partition, account }) => ({
      PolicySourceArn: `arn:${partition}:iam::${account}:role/${NAME}`,
      ActionNames: ["s3:GetObject"],
    }),
    expects: { status: 404, code: "NoSuchEntity" },
    source: botocore("iam", "SimulatePrincipalPolicy"),
  },
];

const trust = ({ partition, account }: Stage) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: "sts:AssumeRole",
      },
    ],
  });

/** What is changed of them: refused, so that nothing is left behind. */
export const iamWriting: readonly Row[] = [
  {
    operation: "CreateRole",
    name: "refuses a trust policy with a resource",
    input: {
      RoleName: NAME,
      AssumeRolePolicyDocument: allowing("sts:AssumeRole").replace(
        '"Resource"',
        '"Principal":"*","Resource"',
      ),
    },
    expects: { status: 400, code: "MalformedPolicyDocument", message: /^Has prohibited field Resource$/ },
    source: ROLES,
  },
  {
    operation: "CreateRole",
    name: "refuses a name that AWS's services keep for themselves",
    input: (stage) => ({ RoleName: "AWSServiceRoleForContract", AssumeRolePolicyDocument: trust(stage) }),
    expects: { status: 400, code: "InvalidInput" },
    settles: "iam.reserved",
    source: assumed("the user guide says that it cannot be done"),
  },
  ofNoRole("UpdateRole", { Description: "contract" }),
  {
    ...ofNoRole("UpdateAssumeRolePolicy"),
    input: (stage) => ({ RoleName: NAME, PolicyDocument: trust(stage) }),
  },
  ofNoRole("DeleteRole"),
  ofNoRole("TagRole", { Tags: [{ Key: "contract", Value: "x" }] }),
  ofNoRole("UntagRole", { TagKeys: ["contract"] }),
  {
    ...ofNoRole("PutRolePermissionsBoundary"),
    input: (stage) => ({ RoleName: NAME, PermissionsBoundary: administrator(stage) }),
  },
  ofNoRole("DeleteRolePermissionsBoundary"),
  {
    ...ofNoRole("AttachRolePolicy"),
    input: (stage) => ({ RoleName: NAME, PolicyArn: administrator(stage) }),
  },
  {
    ...ofNoRole("DetachRolePolicy"),
    input: (stage) => ({ RoleName: NAME, PolicyArn: administrator(stage) }),
  },
  ofNoRole("PutRolePolicy", { PolicyName: "contract", PolicyDocument: allowing("s3:*") }),
  ofNoRole("DeleteRolePolicy", { PolicyName: "contract" }),
  {
    operation: "iam:CreatePolicy",
    name: "refuses the language of 2008",
    input: {
      PolicyName: "model-access-contract",
      PolicyDocument: allowing("s3:*").replace("2012-10-17", "2008-10-17"),
    },
    expects: {
      status: 400,
      code: "MalformedPolicyDocument",
      message: /^Policy document must be version 2012-10-17 or greater\.$/,
    },
    source: POLICIES,
  },
  {
    operation: "iam:DeletePolicy",
    name: "is not for AWS's own policies",
    input: (stage) => ({ PolicyArn: administrator(stage) }),
    expects: { status: 403, code: "AccessDenied" },
    settles: "iam.notYours",
    source: assumed("the service model has InvalidInput as well"),
  },
  ofNoPolicy("iam:DeletePolicy"),
  ofNoPolicy("CreatePolicyVersion", { PolicyDocument: allowing("s3:*") }),
  ofNoVersion("SetDefaultPolicyVersion"),
  ofNoVersion("DeletePolicyVersion"),
  ofNoPolicy("TagPolicy", { Tags: [{ Key: "contract", Value: "x" }] }),
  ofNoPolicy("UntagPolicy", { TagKeys: ["contract"] }),
];
