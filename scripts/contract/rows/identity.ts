import * as v from "valibot";

import { hasRole, isInNoOrganization, isInOrganization } from "../vocabulary/conditions";
import {
  assumed,
  botocore,
  community,
  docs,
  recorded,
  type Row,
  VALIDATION_WORDING,
} from "../vocabulary/row";
import * as shapes from "../vocabulary/shapes";
import type { Stage } from "../vocabulary/stage";

const missingRole = ({ partition, account }: Stage) =>
  `arn:${partition}:iam::${account}:role/model-access-contract-no-such-role`;

/** For a session that nobody is to use. */
const MAY_DO_NOTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
});

/** Who calls, and what they belong to. */
export const identity: readonly Row[] = [
  {
    operation: "GetCallerIdentity",
    name: "tells account, ARN and user id, and needs no permission",
    input: {},
    expects: { status: 200, shape: shapes.callerIdentity },
    source: botocore("sts", "GetCallerIdentity"),
  },
  {
    operation: "AssumeRole",
    name: "hands out credentials of the role's account",
    input: ({ role }) => ({ RoleArn: role, RoleSessionName: "contract" }),
    given: [hasRole],
    expects: { status: 200, shape: shapes.assumedRole },
    source: botocore("sts", "AssumeRole"),
  },
  {
    operation: "AssumeRole",
    name: "tells the size of a session with a policy in two ways",
    input: ({ role }) => ({
      RoleArn: role,
      RoleSessionName: "contract",
      Policy: MAY_DO_NOTHING,
    }),
    given: [hasRole],
    settles: "sts.tokenUtilization",
    expects: {
      status: 200,
      shape: v.looseObject({ PackedPolicySize: v.number(), SessionTokenUtilization: v.number() }),
    },
    alternatives: {
      absent: {
        status: 200,
        shape: v.looseObject({
          PackedPolicySize: v.number(),
          SessionTokenUtilization: v.optional(v.never()),
        }),
      },
      instead: {
        status: 200,
        shape: v.looseObject({
          PackedPolicySize: v.optional(v.never()),
          SessionTokenUtilization: v.number(),
        }),
      },
    },
    source: assumed("the service model has both, and calls the first deprecated"),
  },
  {
    operation: "AssumeRole",
    name: "refuses a RoleArn that is no ARN in words of its own",
    input: { RoleArn: "nothing-valid-in-here", RoleSessionName: "contract" },
    expects: { status: 400, code: "ValidationError", message: /^nothing-valid-in-here is invalid$/ },
    source: recorded("LocalStack, tests/aws/services/sts/test_sts.snapshot.json"),
  },
  {
    operation: "AssumeRole",
    name: "reads the same for a role that does not exist as for one that does not trust the caller",
    input: (stage) => ({ RoleArn: missingRole(stage), RoleSessionName: "contract" }),
    expects: {
      status: 403,
      code: "AccessDenied",
      message: /^User: arn:\S+ is not authorized to perform: sts:AssumeRole on resource: arn:/,
    },
    source: docs("https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html"),
  },
  {
    operation: "AssumeRole",
    name: "names every broken constraint of an input in one message",
    input: (stage) => ({ RoleArn: missingRole(stage), RoleSessionName: "x", DurationSeconds: 60 }),
    expects: {
      status: 400,
      code: "ValidationError",
      message:
        /^2 validation errors detected: (?=.*'x' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2)(?=.*'60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900)/,
    },
    source: VALIDATION_WORDING,
  },
  {
    operation: "AssumeRoleWithWebIdentity",
    name: "refuses a token that is no JSON Web Token, and wants no signature",
    input: (stage) => ({
      RoleArn: missingRole(stage),
      RoleSessionName: "contract",
      WebIdentityToken: "no-web-token",
    }),
    expects: { status: 400, code: "InvalidIdentityToken", message: /is not a valid JWT/ },
    source: community("pasted by several people"),
  },
  {
    operation: "DescribeOrganization",
    name: "tells every account of an organization which one it is",
    input: {},
    given: [isInOrganization],
    expects: { status: 200, shape: shapes.organization },
    source: botocore("organizations", "DescribeOrganization"),
  },
  {
    operation: "DescribeOrganization",
    name: "tells an account outside with a code of its own",
    input: {},
    given: [isInNoOrganization],
    expects: { status: 400, code: "AWSOrganizationsNotInUseException" },
    source: botocore("organizations", "DescribeOrganization"),
  },
];
