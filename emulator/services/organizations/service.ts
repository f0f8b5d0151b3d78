import type { Service } from "../../operation";
import { json11 } from "../../protocols/json";
import { attachPolicy } from "./attach-policy";
import { createPolicy } from "./create-policy";
import { deletePolicy } from "./delete-policy";
import { describeAccount } from "./describe-account";
import { describeEffectivePolicy } from "./describe-effective-policy";
import { describeOrganization } from "./describe-organization";
import { describeOrganizationalUnit } from "./describe-organizational-unit";
import { describePolicy } from "./describe-policy";
import { detachPolicy } from "./detach-policy";
import { disableAWSServiceAccess } from "./disable-aws-service-access";
import { disablePolicyType } from "./disable-policy-type";
import { enableAWSServiceAccess } from "./enable-aws-service-access";
import { enablePolicyType } from "./enable-policy-type";
import { listAccounts } from "./list-accounts";
import { listAccountsForParent } from "./list-accounts-for-parent";
import { listAWSServiceAccessForOrganization } from "./list-aws-service-access-for-organization";
import { listChildren } from "./list-children";
import { listDelegatedAdministrators } from "./list-delegated-administrators";
import { listOrganizationalUnitsForParent } from "./list-organizational-units-for-parent";
import { listParents } from "./list-parents";
import { listPolicies } from "./list-policies";
import { listPoliciesForTarget } from "./list-policies-for-target";
import { listRoots } from "./list-roots";
import { listTagsForResource } from "./list-tags-for-resource";
import { listTargetsForPolicy } from "./list-targets-for-policy";
import { tagResource } from "./tag-resource";
import { untagResource } from "./untag-resource";
import { updatePolicy } from "./update-policy";
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
