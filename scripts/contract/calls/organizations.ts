import * as o from "@aws-sdk/client-organizations";

import type { Send } from "./clients";

const via =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.organizations.send(new Command(input) as never);

/** What Organizations is asked. */
export const organizationReads = {
  ListRoots: via(o.ListRootsCommand),
  ListOrganizationalUnitsForParent: via(o.ListOrganizationalUnitsForParentCommand),
  ListAccounts: via(o.ListAccountsCommand),
  ListAccountsForParent: via(o.ListAccountsForParentCommand),
  ListParents: via(o.ListParentsCommand),
  DescribeOrganizationalUnit: via(o.DescribeOrganizationalUnitCommand),
  DescribeAccount: via(o.DescribeAccountCommand),
  ListAWSServiceAccessForOrganization: via(o.ListAWSServiceAccessForOrganizationCommand),
  DescribeEffectivePolicy: via(o.DescribeEffectivePolicyCommand),
  DescribePolicy: via(o.DescribePolicyCommand),
  ListChildren: via(o.ListChildrenCommand),
  ListDelegatedAdministrators: via(o.ListDelegatedAdministratorsCommand),
  "organizations:ListPolicies": via(o.ListPoliciesCommand),
  ListPoliciesForTarget: via(o.ListPoliciesForTargetCommand),
  "organizations:ListTagsForResource": via(o.ListTagsForResourceCommand),
  ListTargetsForPolicy: via(o.ListTargetsForPolicyCommand),
} satisfies Record<string, Send>;

/** What changes an organization. */
export const organizationWrites = {
  EnableAWSServiceAccess: via(o.EnableAWSServiceAccessCommand),
  AttachPolicy: via(o.AttachPolicyCommand),
  "organizations:CreatePolicy": via(o.CreatePolicyCommand),
  "organizations:DeletePolicy": via(o.DeletePolicyCommand),
  DetachPolicy: via(o.DetachPolicyCommand),
  DisableAWSServiceAccess: via(o.DisableAWSServiceAccessCommand),
  DisablePolicyType: via(o.DisablePolicyTypeCommand),
  EnablePolicyType: via(o.EnablePolicyTypeCommand),
  "organizations:TagResource": via(o.TagResourceCommand),
  "organizations:UntagResource": via(o.UntagResourceCommand),
  UpdatePolicy: via(o.UpdatePolicyCommand),
} satisfies Record<string, Send>;
