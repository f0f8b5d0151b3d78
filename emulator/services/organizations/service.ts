import type { Service } from "../../operation/operation";
import { json11 } from "../../protocols/json";
import { attachPolicy } from "./operations/attach-policy";
import { createPolicy } from "./operations/create-policy";
import { deletePolicy } from "./operations/delete-policy";
import { describeAccount } from "./operations/describe-account";
import { describeEffectivePolicy } from "./operations/describe-effective-policy";
import { describeOrganization } from "./operations/describe-organization";
import { describeOrganizationalUnit } from "./operations/describe-organizational-unit";
import { describePolicy } from "./operations/describe-policy";
import { detachPolicy } from "./operations/detach-policy";
import { disableAWSServiceAccess } from "./operations/disable-aws-service-access";
import { disablePolicyType } from "./operations/disable-policy-type";
import { enableAWSServiceAccess } from "./operations/enable-aws-service-access";
import { enablePolicyType } from "./operations/enable-policy-type";
import { listAccounts } from "./operations/list-accounts";
import { listAccountsForParent } from "./operations/list-accounts-for-parent";
import { listAWSServiceAccessForOrganization } from "./operations/list-aws-service-access-for-organization";
import { listChildren } from "./operations/list-children";
import { listDelegatedAdministrators } from "./operations/list-delegated-administrators";
import { listOrganizationalUnitsForParent } from "./operations/list-organizational-units-for-parent";
import { listParents } from "./operations/list-parents";
import { listPolicies } from "./operations/list-policies";
import { listPoliciesForTarget } from "./operations/list-policies-for-target";
import { listRoots } from "./operations/list-roots";
import { listTagsForResource } from "./operations/list-tags-for-resource";
import { listTargetsForPolicy } from "./operations/list-targets-for-policy";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";
import { updatePolicy } from "./operations/update-policy";
import { paths } from "./descriptions";
import { refusals } from "./refusals";

/** AWS Organizations, as far as somebody asks who belongs to whom, or what control policies leave to whom. */
export const organizations: Service = {
  signingName: "organizations",
  protocol: json11,
  wireName: "AWSOrganizationsV20161128",
  timestamps: "epoch",
  validationCode: "InvalidInputException",
  refusals,
  behaviours: [
    {
      source: "design",
      what: "delegated administrators are not emulated: AWS lets them list accounts and units, and policies be delegated to them, too",
    },
    {
      source: "design",
      what: "two changes never meet: a fault is needed for ConcurrentModificationException, which AWS refuses the other with",
    },
    paths,
  ],
  operations: [
    describeOrganization,
    listRoots,
    listOrganizationalUnitsForParent,
    listAccounts,
    listAccountsForParent,
    listParents,
    describeOrganizationalUnit,
    describeAccount,
    listAWSServiceAccessForOrganization,
    enableAWSServiceAccess,
    listChildren,
    listDelegatedAdministrators,
    disableAWSServiceAccess,
    createPolicy,
    describePolicy,
    updatePolicy,
    deletePolicy,
    listPolicies,
    listPoliciesForTarget,
    listTargetsForPolicy,
    attachPolicy,
    detachPolicy,
    enablePolicyType,
    disablePolicyType,
    describeEffectivePolicy,
    tagResource,
    untagResource,
    listTagsForResource,
  ],
};
