import { refusal } from "../../behaviours/refusals";

const broken = (Reason: string) => ({
  code: "ConstraintViolationException",
  status: 400,
  members: { Reason },
});
const invalid = (Reason: string) => ({ code: "InvalidInputException", status: 400, members: { Reason } });

/** What Organizations refuses about policies and their attachments. */
export const policyRefusals = {
  unknownPolicy: refusal({
    code: "PolicyNotFoundException",
    status: 400,
    source: "botocore",
    what: "a policy that the organization does not have",
    message: () => "You specified a policy that does not exist.",
  }),
  unknownTarget: refusal({
    code: "TargetNotFoundException",
    status: 400,
    source: "botocore",
    what: "a root, unit, account or policy that is not of the organization",
    message: () => "You specified a target that does not exist.",
  }),
  unknownRoot: refusal({
    code: "RootNotFoundException",
    status: 400,
    source: "botocore",
    what: "another root than the organization's",
    message: () => "You specified a root that does not exist.",
  }),
  duplicatePolicy: refusal({
    code: "DuplicatePolicyException",
    status: 400,
    source: "community",
    what: "the name of another policy of the type",
    message: () => "A policy with the specified name and type already exists.",
  }),
  duplicateAttachment: refusal({
    code: "DuplicatePolicyAttachmentException",
    status: 400,
    source: "community-single",
    what: "a policy that is attached to the target already",
    message: () => "A policy with the specified name and type already exists.",
  }),
  malformed: refusal({
    code: "MalformedPolicyDocumentException",
    status: 400,
    source: "community",
    what: "a content that is no policy of its type: no JSON, another Version than 2012-10-17, a principal in a service control policy, a resource control policy that allows, names somebody or says NotAction or Action *",
    message: () =>
      "The provided policy document does not meet the requirements of the specified policy type.",
  }),
  tooLong: refusal({
    ...broken("POLICY_CONTENT_LIMIT_EXCEEDED"),
    source: "community",
    what: "a content that is longer than the type may be, blanks included",
    message: () => "You have exceeded the maximum policy size.",
  }),
  tooManyAttached: refusal({
    ...broken("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"),
    source: "community",
    what: "more policies of a type on one target than there may be, AWS's own included",
    message: () => "You have attached the maximum number of policies to the specified target.",
  }),
  lastAttached: refusal({
    ...broken("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"),
    source: "community",
    what: "DetachPolicy of the last service control policy of a target",
    message: () =>
      "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.",
  }),
  notDetachable: refusal({
    ...invalid("NON_DETACHABLE_POLICY"),
    source: "botocore",
    what: "DetachPolicy of p-RCPFullAWSAccess",
    message: () => "You can't detach this AWS managed policy.",
  }),
  immutable: refusal({
    ...invalid("IMMUTABLE_POLICY"),
    source: "botocore",
    what: "a change of one of AWS's own policies",
    message: () => "You specified a policy that is managed by AWS and can't be modified.",
  }),
  notAttached: refusal({
    code: "PolicyNotAttachedException",
    status: 400,
    source: "botocore",
    what: "DetachPolicy of a policy that is not attached to the target",
    message: () => "The policy isn't attached to the specified target in the specified root.",
  }),
  inUse: refusal({
    code: "PolicyInUseException",
    status: 400,
    source: "botocore",
    what: "DeletePolicy of a policy that is attached somewhere",
    message: () =>
      "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.",
  }),
  typeNotEnabled: refusal({
    code: "PolicyTypeNotEnabledException",
    status: 400,
    source: "community",
    what: "AttachPolicy and DisablePolicyType of a type that the root has not enabled",
    message: () => "This operation can be performed only for enabled policy types.",
  }),
  typeAlreadyEnabled: refusal({
    code: "PolicyTypeAlreadyEnabledException",
    status: 400,
    source: "botocore",
    what: "EnablePolicyType of a type that is enabled, or about to be",
    message: () => "The specified policy type is already enabled.",
  }),
  typeNotAvailable: refusal({
    code: "PolicyTypeNotAvailableForOrganizationException",
    status: 400,
    source: "botocore",
    what: "CreatePolicy and EnablePolicyType in an organization that has not all features",
    message: () =>
      "You can't use the specified policy type with the feature set currently enabled for this organization.",
  }),
  typeIsPending: refusal({
    code: "PolicyChangesInProgressException",
    status: 400,
    source: "assumed",
    what: "AttachPolicy while its type is PENDING_ENABLE",
    message: () => "Changes to the effective policy are in progress. Try the operation again later.",
    or: { PolicyTypeNotEnabledException: 400 },
  }),
  noEffectivePolicy: refusal({
    code: "EffectivePolicyNotFoundException",
    status: 400,
    source: "botocore",
    what: "DescribeEffectivePolicy of a type of which the account has none",
    message: () => "The account doesn't have an effective policy of this type.",
  }),
  tagTwice: refusal({
    ...invalid("DUPLICATE_TAG_KEY"),
    source: "botocore",
    what: "two tags of one key in a request",
    message: () => "Tag keys must be unique among the tags attached to the same entity.",
  }),
  systemTag: refusal({
    ...invalid("INVALID_SYSTEM_TAGS_PARAMETER"),
    source: "botocore",
    what: "a tag whose key begins with aws:",
    message: () =>
      "You specified a tag key that is a system tag. You can't add, edit, or delete system tag keys.",
  }),
  tooManyTags: refusal({
    ...broken("MAX_TAG_LIMIT_EXCEEDED"),
    source: "botocore",
    what: "more than 50 tags",
    message: () => "You have exceeded the number of tags allowed on this resource.",
  }),
};
