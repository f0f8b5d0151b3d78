import * as i from "@aws-sdk/client-iam";

import type { Send } from "./clients";

const viaIam =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.iam.send(new Command(input) as never);

/** What IAM is asked of roles and policies. */
export const iamReads = {
  GetRole: viaIam(i.GetRoleCommand),
  ListRoles: viaIam(i.ListRolesCommand),
  ListRoleTags: viaIam(i.ListRoleTagsCommand),
  ListAttachedRolePolicies: viaIam(i.ListAttachedRolePoliciesCommand),
  ListRolePolicies: viaIam(i.ListRolePoliciesCommand),
  GetRolePolicy: viaIam(i.GetRolePolicyCommand),
  ListInstanceProfilesForRole: viaIam(i.ListInstanceProfilesForRoleCommand),
  GetPolicy: viaIam(i.GetPolicyCommand),
  "iam:ListPolicies": viaIam(i.ListPoliciesCommand),
  GetPolicyVersion: viaIam(i.GetPolicyVersionCommand),
  ListPolicyVersions: viaIam(i.ListPolicyVersionsCommand),
  ListPolicyTags: viaIam(i.ListPolicyTagsCommand),
  ListEntitiesForPolicy: viaIam(i.ListEntitiesForPolicyCommand),
  SimulatePrincipalPolicy: viaIam(i.SimulatePrincipalPolicyCommand),
  SimulateCustomPolicy: viaIam(i.SimulateCustomPolicyCommand),
} satisfies Record<string, Send>;

/** What is changed of them. */
export const iamWrites = {
  CreateRole: viaIam(i.CreateRoleCommand),
  UpdateRole: viaIam(i.UpdateRoleCommand),
  UpdateAssumeRolePolicy: viaIam(i.UpdateAssumeRolePolicyCommand),
  DeleteRole: viaIam(i.DeleteRoleCommand),
  TagRole: viaIam(i.TagRoleCommand),
  UntagRole: viaIam(i.UntagRoleCommand),
  PutRolePermissionsBoundary: viaIam(i.PutRolePermissionsBoundaryCommand),
  DeleteRolePermissionsBoundary: viaIam(i.DeleteRolePermissionsBoundaryCommand),
  "iam:CreatePolicy": viaIam(i.CreatePolicyCommand),
  "iam:DeletePolicy": viaIam(i.DeletePolicyCommand),
  CreatePolicyVersion: viaIam(i.CreatePolicyVersionCommand),
  SetDefaultPolicyVersion: viaIam(i.SetDefaultPolicyVersionCommand),
  DeletePolicyVersion: viaIam(i.DeletePolicyVersionCommand),
  TagPolicy: viaIam(i.TagPolicyCommand),
  UntagPolicy: viaIam(i.UntagPolicyCommand),
  AttachRolePolicy: viaIam(i.AttachRolePolicyCommand),
  DetachRolePolicy: viaIam(i.DetachRolePolicyCommand),
  PutRolePolicy: viaIam(i.PutRolePolicyCommand),
  DeleteRolePolicy: viaIam(i.DeleteRolePolicyCommand),
} satisfies Record<string, Send>;
