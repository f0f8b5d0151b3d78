import { refusal } from "../../behaviours/refusals";
import { orElse, refuses } from "./refusing";

/** What RAM refuses about managed permissions. */
export const permissionRefusals = {
  unknownPermission: refuses(
    "UnknownResourceException",
    "botocore",
    "a permission that does not exist, or is another account's",
    (arn: string) => `Permission ${arn} could not be found.`,
  ),
  unknownVersion: refuses(
    "InvalidParameterException",
    "assumed",
    "a version that a permission does not have",
    (arn: string, version: number) => `Permission ${arn} has no version ${version}.`,
    orElse("UnknownResourceException"),
  ),
  notTheDefaultVersion: refuses(
    "InvalidParameterException",
    "botocore",
    "the attachment of a version that is not the default one",
    (arn: string) => `Only the default version of the permission ${arn} can be attached.`,
  ),
  twoOfOneType: refuses(
    "InvalidParameterException",
    "botocore",
    "two permissions for one resource type in a share, without replace",
    (type: string) => `The resource share already has a permission for the resource type ${type}.`,
  ),
  notAttached: refuses(
    "InvalidParameterException",
    "community",
    "the removal of a permission that the share has no more",
    (arn: string) => `Permission ${arn} has already been disassociated from the resource share.`,
  ),
  stillNeeded: refuses(
    "InvalidStateTransitionException",
    "assumed",
    "the removal of a permission whose type of resource is still in the share (the model has both codes)",
    (type: string) => `The resource share still has resources of the type ${type}.`,
    orElse("OperationNotPermittedException"),
  ),
  unlikeTypes: refuses(
    "InvalidParameterException",
    "assumed",
    "the replacement of a permission by one for another resource type",
    () => "The permissions are not for the same resource type.",
    orElse("OperationNotPermittedException"),
  ),
  awsManaged: refuses(
    "OperationNotPermittedException",
    "assumed",
    "a change of a permission of AWS's own (SetDefaultPermissionVersion does not model this code)",
    (arn: string) => `Permission ${arn} is managed by AWS.`,
    orElse("InvalidParameterException", "UnknownResourceException"),
  ),
  permissionExists: refusal({
    code: "PermissionAlreadyExistsException",
    status: 409,
    source: "botocore",
    what: "a second permission of the same name (AWS's CloudFormation handler reckons with either code)",
    message: (name: string) => `A permission with the name ${name} already exists.`,
    or: { OperationNotPermittedException: 400 },
  }),
  badTemplate: refuses(
    "MalformedPolicyTemplateException",
    "botocore",
    "a policy template that is no JSON object with Effect and Action, or whose conditions the user guide forbids",
    () => "The policy template is not valid.",
    orElse("InvalidPolicyException"),
  ),
  tooManyVersions: refuses(
    "PermissionVersionsLimitExceededException",
    "docs",
    "a sixth version of a permission",
    (limit: number) => `A permission can have at most ${limit} versions.`,
  ),
  unmatchedPolicy: refuses(
    "UnmatchedPolicyPermissionException",
    "botocore",
    "the promotion of a share made of a policy that no managed permission is like",
    (arn: string) => `No managed permission matches the policy of ${arn}.`,
  ),
  unknownWork: refuses(
    "InvalidParameterException",
    "assumed",
    "an id of no replacement work, where ids that are not known are refused at all",
    (id: string) => `The work ${id} could not be found.`,
    orElse("UnknownResourceException"),
  ),
};
