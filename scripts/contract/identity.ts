import { hasRole, isInNoOrganization, isInOrganization } from "./conditions";
import { botocore, docs, type Row, VALIDATION_WORDING } from "./row";
import * as shapes from "./shapes";
import type { Stage } from "./stage";

const missingRole = ({ partition, account }: Stage) =>
  `arn:${partition}:iam::${account}:role/model-access-contract-no-such-role`;

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
    expects: { status: 400, code: "InvalidIdentityToken" },
    source: docs(
      "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#Errors",
    ),
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
