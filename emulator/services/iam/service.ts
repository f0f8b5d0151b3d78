import type { Service } from "../../operation";
import { query } from "../../protocols/query";
import { attachRolePolicy } from "./attach-role-policy";
import { createPolicy } from "./create-policy";
import { createPolicyVersion } from "./create-policy-version";
import { createRole } from "./create-role";
import { deletePolicy } from "./delete-policy";
import { deletePolicyVersion } from "./delete-policy-version";
import { deleteRole } from "./delete-role";
import { deleteRolePermissionsBoundary } from "./delete-role-permissions-boundary";
import { deleteRolePolicy } from "./delete-role-policy";
import { detachRolePolicy } from "./detach-role-policy";
import { getPolicy } from "./get-policy";
import { getPolicyVersion } from "./get-policy-version";
import { getRole } from "./get-role";
import { getRolePolicy } from "./get-role-policy";
import { listAttachedRolePolicies } from "./list-attached-role-policies";
import { listEntitiesForPolicy } from "./list-entities-for-policy";
import { listInstanceProfilesForRole } from "./list-instance-profiles-for-role";
import { listPolicies } from "./list-policies";
import { listPolicyTags } from "./list-policy-tags";
import { listPolicyVersions } from "./list-policy-versions";
import { listRolePolicies } from "./list-role-policies";
import { listRoleTags } from "./list-role-tags";
import { listRoles } from "./list-roles";
import { putRolePermissionsBoundary } from "./put-role-permissions-boundary";
import { putRolePolicy } from "./put-role-policy";
import { setDefaultPolicyVersion } from "./set-default-policy-version";
import { simulateCustomPolicy } from "./simulate-custom-policy";
import { simulatePrincipalPolicy } from "./simulate-principal-policy";
import { tagPolicy } from "./tag-policy";
import { tagRole } from "./tag-role";
import { untagPolicy } from "./untag-policy";
import { untagRole } from "./untag-role";
import { updateAssumeRolePolicy } from "./update-assume-role-policy";
import { updateRole } from "./update-role";
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
