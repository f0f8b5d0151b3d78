import { invitationRefusals } from "./invitation-refusals";
import { permissionRefusals } from "./permission-refusals";
import { principalRefusals } from "./principal-refusals";
import { orElse, refuses } from "./refusing";

/** What RAM refuses, and how. */
export const refusals = {
  malformedArn: refuses(
    "MalformedArnException",
    "community",
    "a share's ARN that is none, or of another kind of thing",
    (_arn: string) => "The specified resource share ARN is not valid. Verify the ARN and try again.",
  ),
  malformedResource: refuses(
    "MalformedArnException",
    "community-single",
    "a resource, permission or invitation whose ARN is none (moto's text)",
    (arn: string) => `The specified resource ARN ${arn} is not valid. Verify the ARN and try again.`,
  ),
  unknownShare: refuses(
    "UnknownResourceException",
    "community",
    "a share that does not exist, is not the caller's, was created a moment ago, or was deleted",
    (arn: string) => `ResourceShare ${arn} could not be found.`,
  ),
  wrongState: refuses(
    "InvalidStateTransitionException",
    "botocore",
    "a change of a share that is PENDING or DELETING",
    (arn: string, status: string) => `ResourceShare ${arn} cannot be changed in its state ${status}.`,
  ),
  underWay: refuses(
    "InvalidStateTransitionException",
    "community",
    "DisassociateResourceShare while another association of the share is on its way",
    (status: string) => `At least one of the associations in the resource share is in ${status} status.`,
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
    orElse("OperationNotPermittedException", "InvalidStateTransitionException"),
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
    orElse("InvalidParameterException"),
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
  emptyList: refuses(
    "InvalidParameterException",
    "assumed",
    "an empty list, where such a list is not as if it were missing",
    () => "A list must not be empty.",
    orElse("MissingRequiredParameterException"),
  ),
  badOwner: refuses(
    "InvalidParameterException",
    "community-single",
    "a resourceOwner that is neither (moto's text)",
    (given: string) =>
      `${given} is not a valid resource owner. Specify either SELF or OTHER-ACCOUNTS and try again.`,
  ),
  badAssociationType: refuses(
    "InvalidParameterException",
    "community-single",
    "an associationType that is none (moto's text)",
    (given: string) =>
      `${given} is not a valid association type. Specify either PRINCIPAL or RESOURCE and try again.`,
  ),
  badAssociationStatus: refuses(
    "InvalidParameterException",
    "community-single",
    "an associationStatus that is none (moto's text)",
    (given: string) => `${given} is not a valid association status.`,
  ),
  badRegionScope: refuses(
    "InvalidParameterException",
    "community-single",
    "a resourceRegionScope that is none (moto's text)",
    (given: string) =>
      `${given} is not a valid resource region scope value. Specify a valid value and try again.`,
  ),
  badPermissionScope: refuses(
    "InvalidParameterException",
    "community-single",
    "a permissionType that is none (moto's text)",
    (given: string) => `${given} is not a valid scope. Must be one of: ALL, AWS, LOCAL.`,
  ),
  misplacedResource: refuses(
    "InvalidParameterException",
    "community-single",
    "a resource where principals are looked for (moto's text)",
    () => "You cannot specify a resource ARN when the association type is PRINCIPAL.",
  ),
  misplacedPrincipal: refuses(
    "InvalidParameterException",
    "community-single",
    "a principal where resources are looked for (moto's text)",
    () => "You cannot specify a principal when the association type is RESOURCE.",
  ),
  sharesAndStatus: refuses(
    "InvalidParameterException",
    "community",
    "GetResourceShareAssociations with resourceShareArns and associationStatus",
    () => "You cannot use ResourceShareArns and AssociationStatus in one request.",
  ),
  tagsOfOthers: refuses(
    "InvalidParameterException",
    "community",
    "GetResourceShares of OTHER-ACCOUNTS with tagFilters",
    () =>
      "You cannot use resourceOwner set to OTHER-ACCOUNTS and tagFilters in one request. Specify one parameter and try again.",
  ),
  nothingGiven: refuses(
    "InvalidParameterException",
    "assumed",
    "a call that names nothing to associate, disassociate or tag, or two things to tag",
    (what: string) => `You must specify ${what}.`,
    orElse("MissingRequiredParameterException"),
  ),
  nothingToUpdate: refuses(
    "MissingRequiredParameterException",
    "assumed",
    "an update without a name and without allowExternalPrincipals",
    () => "You must specify a name or allowExternalPrincipals.",
    orElse("InvalidParameterException"),
  ),
  tooManyAtOnce: refuses(
    "ResourceShareLimitExceededException",
    "docs",
    "more than 100 resources, or more than 100 principals, in one call",
    (limit: number) => `You can associate at most ${limit} entities with one call.`,
  ),
  notTheOwner: refuses(
    "OperationNotPermittedException",
    "assumed",
    "a resource of another account",
    (arn: string) => `The resource ${arn} is not owned by your account.`,
    orElse("InvalidParameterException", "UnknownResourceException"),
  ),
  otherRegion: refuses(
    "InvalidParameterException",
    "assumed",
    "a resource of another Region",
    (arn: string) => `The resource ${arn} is not in the Region of the resource share.`,
    orElse("OperationNotPermittedException", "MalformedArnException"),
  ),
  notAssociated: refuses(
    "UnknownResourceException",
    "assumed",
    "a disassociation of what is not associated",
    (entity: string) => `${entity} is not associated with the resource share.`,
    orElse("InvalidParameterException"),
  ),
  unknownType: refuses(
    "InvalidResourceTypeException",
    "botocore",
    "ListResources of a type that does not exist",
    (type: string) => `The resource type ${type} is not valid.`,
  ),
  unknownTypeElsewhere: refuses(
    "InvalidParameterException",
    "community-single",
    "a resource type that does not exist, for every other operation (moto's text)",
    (type: string) => `Invalid resource type: ${type}`,
  ),
  badTag: refuses(
    "InvalidParameterException",
    "assumed",
    "a tag without a key, or longer than 128 and 256; a filter without a key",
    () => "A tag is not valid.",
    orElse("ValidationException"),
  ),
  systemTag: refuses(
    "InvalidParameterException",
    "assumed",
    "a tag in the namespace aws:",
    (key: string) => `The tag key ${key} is reserved.`,
    orElse("TagPolicyViolationException"),
  ),
  tooManyTags: refuses(
    "TagLimitExceededException",
    "docs",
    "more than 50 tags",
    (limit: number) => `You can have at most ${limit} tags.`,
  ),
  noSuchTag: refuses(
    "InvalidParameterException",
    "assumed",
    "a tag to be taken away that is not there, where that is refused at all",
    (key: string) => `There is no tag ${key}.`,
    orElse("UnknownResourceException"),
  ),
  ...principalRefusals,
  ...invitationRefusals,
  ...permissionRefusals,
};
