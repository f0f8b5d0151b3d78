import type { Service } from "../../operation/operation";
import { query } from "../../protocols/query";
import { attachRolePolicy } from "./operations/attach-role-policy";
import { createPolicy } from "./operations/create-policy";
import { createPolicyVersion } from "./operations/create-policy-version";
import { createRole } from "./operations/create-role";
import { deletePolicy } from "./operations/delete-policy";
import { deletePolicyVersion } from "./operations/delete-policy-version";
import { deleteRole } from "./operations/delete-role";
import { deleteRolePermissionsBoundary } from "./operations/delete-role-permissions-boundary";
import { deleteRolePolicy } from "./operations/delete-role-policy";
import { detachRolePolicy } from "./operations/detach-role-policy";
import { getPolicy } from "./operations/get-policy";
import { getPolicyVersion } from "./operations/get-policy-version";
import { getRole } from "./operations/get-role";
import { getRolePolicy } from "./operations/get-role-policy";
import { listAttachedRolePolicies } from "./operations/list-attached-role-policies";
import { listEntitiesForPolicy } from "./operations/list-entities-for-policy";
import { listInstanceProfilesForRole } from "./operations/list-instance-profiles-for-role";
import { listPolicies } from "./operations/list-policies";
import { listPolicyTags } from "./operations/list-policy-tags";
import { listPolicyVersions } from "./operations/list-policy-versions";
import { listRolePolicies } from "./operations/list-role-policies";
import { listRoleTags } from "./operations/list-role-tags";
import { listRoles } from "./operations/list-roles";
import { putRolePermissionsBoundary } from "./operations/put-role-permissions-boundary";
import { putRolePolicy } from "./operations/put-role-policy";
import { setDefaultPolicyVersion } from "./operations/set-default-policy-version";
import { simulateCustomPolicy } from "./operations/simulate-custom-policy";
import { simulatePrincipalPolicy } from "./operations/simulate-principal-policy";
import { tagPolicy } from "./operations/tag-policy";
import { tagRole } from "./operations/tag-role";
import { untagPolicy } from "./operations/untag-policy";
import { untagRole } from "./operations/untag-role";
import { updateAssumeRolePolicy } from "./operations/update-assume-role-policy";
import { updateRole } from "./operations/update-role";
import { refusals } from "./refusals";

/** AWS Identity and Access Management, as far as roles, policies and what both allow. */
export const iam: Service = {
  signingName: "iam",
  protocol: query,
  wireName: "2010-05-08",
  timestamps: "iso8601",
  validationCode: "ValidationError",
  hidesValues: true,
  refusals,
  behaviours: [
    { source: "recorded", what: "of a broken constraint the member is told, and not its value" },
    {
      source: "docs",
      what: "what is changed is read at once, and counts for permissions after a while (timing.identities)",
    },
    {
      source: "design",
      what: "a call may be signed for any Region; conditions are told the one that IAM is in, as with AWS",
    },
    {
      source: "docs",
      what: "who may assume a role that was made, or whose trust policy was written since, that policy says, conditions included",
    },
    { source: "design", what: "reads are never behind: AWS's own may be, for some seconds" },
    {
      source: "design",
      what: "of AWS's own policies there are AdministratorAccess, AmazonBedrockFullAccess, AmazonBedrockReadOnly, AWSMarketplaceManageSubscriptions, and of ReadOnlyAccess the actions of services that are emulated; their ids are the emulator's",
    },
    {
      source: "design",
      what: "the boundary that the world says of a role is the managed policy /world/<role>-boundary",
    },
    {
      source: "design",
      what: "of the principals of a trust policy only roles in accounts of the world are looked for",
    },
  ],
  operations: [
    createRole,
    getRole,
    listRoles,
    updateRole,
    updateAssumeRolePolicy,
    deleteRole,
    tagRole,
    untagRole,
    listRoleTags,
    putRolePermissionsBoundary,
    deleteRolePermissionsBoundary,
    createPolicy,
    getPolicy,
    listPolicies,
    deletePolicy,
    createPolicyVersion,
    getPolicyVersion,
    listPolicyVersions,
    setDefaultPolicyVersion,
    deletePolicyVersion,
    tagPolicy,
    untagPolicy,
    listPolicyTags,
    attachRolePolicy,
    detachRolePolicy,
    listAttachedRolePolicies,
    listEntitiesForPolicy,
    putRolePolicy,
    getRolePolicy,
    deleteRolePolicy,
    listRolePolicies,
    listInstanceProfilesForRole,
    simulatePrincipalPolicy,
    simulateCustomPolicy,
  ],
};
