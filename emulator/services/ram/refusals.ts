import { refusal, type Refusal } from "../../errors";

/** Everything of RAM has status 400, unless its service model says otherwise. */
function refuses<Args extends unknown[]>(
  code: string,
  source: Refusal["source"],
  what: string,
  message: (...args: Args) => string,
): Refusal<Args> {
  return refusal<Args>({ code, status: 400, source, what, message });
}

/** What RAM refuses, and how. */
export const refusals = {
  malformedArn: refuses(
    "MalformedArnException",
    "botocore",
    "an ARN that is none, or of another kind of thing",
    (arn: string) => `The specified ARN ${arn} is not valid.`,
  ),
  unknownShare: refuses(
    "UnknownResourceException",
    "botocore",
    "a share that does not exist, is not the caller's, was created a moment ago, or was deleted",
    (arn: string) => `ResourceShare ${arn} could not be found.`,
  ),
  wrongState: refuses(
    "InvalidStateTransitionException",
    "botocore",
    "a change of a share that is PENDING or DELETING",
    (arn: string, status: string) => `ResourceShare ${arn} cannot be changed in its state ${status}.`,
  ),
  fromPolicy: refuses(
    "OperationNotPermittedException",
    "docs",
    "a change of a share that RAM has made of a resource policy, before it is promoted",
    (arn: string) => `ResourceShare ${arn} was created from a policy. Promote it first.`,
  ),
  notFromPolicy: refuses(
    "InvalidParameterException",
    "assumed",
    "the promotion of a share that was not made of a resource policy",
    (arn: string) => `ResourceShare ${arn} was not created from a policy.`,
  ),
  otherInput: refuses(
    "IdempotentParameterMismatchException",
    "botocore",
    "a client token that was used with other parameters",
    () => "The client token was already used with different parameters.",
  ),
  badToken: refuses(
    "InvalidClientTokenException",
    "assumed",
    "a client token that is empty, has blanks, or is longer than 64",
    () => "The client token is not valid.",
  ),
  badNextToken: refuses(
    "InvalidNextTokenException",
    "botocore",
    "a token of another listing, or of none",
    () => "The specified value for NextToken is not valid.",
  ),
  badPageSize: refuses(
    "InvalidMaxResultsException",
    "botocore",
    "GetResourceShareInvitations with a page size outside of 1 to 500",
    () => "The specified value for MaxResults is not valid.",
  ),
  misplaced: refuses(
    "InvalidParameterException",
    "botocore",
    "a filter that does not go with the type of association",
    (member: string, type: string) => `You cannot specify ${member} with the association type ${type}.`,
  ),
  nothingGiven: refuses(
    "InvalidParameterException",
    "assumed",
    "a call that names nothing to associate, disassociate or tag, or two things to tag",
    (what: string) => `You must specify ${what}.`,
  ),
  nothingToUpdate: refuses(
    "MissingRequiredParameterException",
    "assumed",
    "an update without a name and without allowExternalPrincipals",
    () => "You must specify a name or allowExternalPrincipals.",
  ),
  malformedPrincipal: refuses(
    "InvalidParameterException",
    "community",
    "a principal that is no account id, ARN or service, such as a bare organization or unit id",
    (principal: string) => `Principal ID ${principal} is malformed. Verify the ID and try again.`,
  ),
  unknownOrganization: refuses(
    "UnknownResourceException",
    "community",
    "an organization or unit of others, or any where access was given through the Organizations API instead of RAM",
    (principal: string) => `Organization or organizational unit ${principal} could not be found.`,
  ),
  sharingIsOff: refuses(
    "OperationNotPermittedException",
    "community",
    "an organization or unit while RAM sharing is off in it",
    () => "Sharing with your AWS organization is not enabled.",
  ),
  noOutsiders: refuses(
    "InvalidParameterException",
    "community",
    "an account outside, for a share that does not allow external principals",
    (principal: string) =>
      `Principal ID ${principal} is not in your AWS organization. You do not have permission to add external AWS accounts to a resource share.`,
  ),
  onlyInside: refuses(
    "OperationNotPermittedException",
    "docs",
    "a custom model for an account outside the organization, or while RAM sharing is off in it",
    (arn: string) => `The resource ${arn} can be shared only within your AWS organization.`,
  ),
  tooManyInvitations: refuses(
    "ResourceShareLimitExceededException",
    "docs",
    "more than 20 pending invitations of one sharing account",
    (limit: number) => `You have reached the limit of ${limit} pending invitations.`,
  ),
  tooManyAtOnce: refuses(
    "ResourceShareLimitExceededException",
    "docs",
    "more than 100 resources, or more than 100 principals, in one call",
    (limit: number) => `You can associate at most ${limit} entities with one call.`,
  ),
  notTheOwner: refuses(
    "OperationNotPermittedException",
    "docs",
    "a resource of another account (who says so with which code is assumed)",
    (arn: string) => `The resource ${arn} is not owned by your account.`,
  ),
  otherRegion: refuses(
    "InvalidParameterException",
    "docs",
    "a resource of another Region (who says so with which code is assumed)",
    (arn: string) => `The resource ${arn} is not in the Region of the resource share.`,
  ),
  notAssociated: refuses(
    "UnknownResourceException",
    "assumed",
    "a disassociation of what is not associated",
    (entity: string) => `${entity} is not associated with the resource share.`,
  ),
  cannotLeave: refuses(
    "OperationNotPermittedException",
    "docs",
    "leaving a share that was not joined by an invitation",
    () => "You cannot leave a resource share that is shared with you through your organization.",
  ),
  sourceWithoutService: refuses(
    "InvalidParameterException",
    "community",
    "sources in a share without a service principal",
    () => "Sources can be specified only with service principals.",
  ),
  unknownInvitation: refuses(
    "ResourceShareInvitationArnNotFoundException",
    "botocore",
    "an invitation that does not exist, or was not received by the caller",
    (arn: string) => `ResourceShareInvitation ${arn} could not be found.`,
  ),
  alreadyAccepted: refuses(
    "ResourceShareInvitationAlreadyAcceptedException",
    "botocore",
    "an answer to an invitation that was accepted",
    (arn: string) => `ResourceShareInvitation ${arn} was already accepted.`,
  ),
  alreadyRejected: refuses(
    "ResourceShareInvitationAlreadyRejectedException",
    "botocore",
    "an answer to an invitation that was rejected",
    (arn: string) => `ResourceShareInvitation ${arn} was already rejected.`,
  ),
  expired: refuses(
    "ResourceShareInvitationExpiredException",
    "botocore",
    "an answer to an invitation that has expired",
    (arn: string) => `ResourceShareInvitation ${arn} has expired.`,
  ),
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
    "botocore",
    "the removal of a permission whose type of resource is still in the share (the code is assumed)",
    (type: string) => `The resource share still has resources of the type ${type}.`,
  ),
  unlikeTypes: refuses(
    "InvalidParameterException",
    "assumed",
    "the replacement of a permission by one for another resource type, or by itself",
    () => "The permissions are not for the same resource type, or are the same.",
  ),
  awsManaged: refuses(
    "OperationNotPermittedException",
    "assumed",
    "a change of a permission of AWS's own",
    (arn: string) => `Permission ${arn} is managed by AWS.`,
  ),
  permissionExists: refusal({
    code: "PermissionAlreadyExistsException",
    status: 409,
    source: "botocore",
    what: "a second permission of the same name",
    message: (name: string) => `A permission with the name ${name} already exists.`,
  }),
  badTemplate: refuses(
    "MalformedPolicyTemplateException",
    "botocore",
    "a policy template that is no JSON object with Effect and Action",
    () => "The policy template is not valid.",
  ),
  tooManyVersions: refuses(
    "PermissionVersionsLimitExceededException",
    "docs",
    "a sixth version of a permission",
    (limit: number) => `A permission can have at most ${limit} versions.`,
  ),
  unknownType: refuses(
    "InvalidResourceTypeException",
    "botocore",
    "ListResources of a type that does not exist",
    (type: string) => `The resource type ${type} is not valid.`,
  ),
  unknownTypeElsewhere: refuses(
    "InvalidParameterException",
    "assumed",
    "a resource type that does not exist, for every other operation",
    (type: string) => `The resource type ${type} is not valid.`,
  ),
  badTag: refuses(
    "InvalidParameterException",
    "assumed",
    "a tag without a key, or longer than 128 and 256",
    () => "A tag is not valid.",
  ),
  systemTag: refuses(
    "InvalidParameterException",
    "assumed",
    "a tag in the namespace aws:",
    (key: string) => `The tag key ${key} is reserved.`,
  ),
  tooManyTags: refuses(
    "TagLimitExceededException",
    "docs",
    "more than 50 tags",
    (limit: number) => `You can have at most ${limit} tags.`,
  ),
  notTheManager: refuses(
    "OperationNotPermittedException",
    "docs",
    "EnableSharingWithAwsOrganization by an account that does not manage an organization with all features",
    () =>
      "Unable to enable sharing with AWS Organizations. Only the management account of an organization with all features can do so.",
  ),
};
