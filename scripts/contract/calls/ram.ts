import * as r from "@aws-sdk/client-ram";

import type { Send } from "./clients";

// One shape for all: what goes in may be wrong on purpose, and what comes out is judged by its row.
const viaRam =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.ram.send(new Command(input) as never);

/** What RAM is asked. */
export const sharingReads = {
  GetResourceShares: viaRam(r.GetResourceSharesCommand),
  GetResourceShareAssociations: viaRam(r.GetResourceShareAssociationsCommand),
  GetResourceShareInvitations: viaRam(r.GetResourceShareInvitationsCommand),
  ListPendingInvitationResources: viaRam(r.ListPendingInvitationResourcesCommand),
  ListResourceSharePermissions: viaRam(r.ListResourceSharePermissionsCommand),
  ListPermissions: viaRam(r.ListPermissionsCommand),
  GetPermission: viaRam(r.GetPermissionCommand),
  ListPermissionVersions: viaRam(r.ListPermissionVersionsCommand),
  ListPermissionAssociations: viaRam(r.ListPermissionAssociationsCommand),
  ListReplacePermissionAssociationsWork: viaRam(r.ListReplacePermissionAssociationsWorkCommand),
  ListResources: viaRam(r.ListResourcesCommand),
  ListPrincipals: viaRam(r.ListPrincipalsCommand),
  ListResourceTypes: viaRam(r.ListResourceTypesCommand),
} satisfies Record<string, Send>;

/** What changes an account. */
export const sharingWrites = {
  CreateResourceShare: viaRam(r.CreateResourceShareCommand),
  UpdateResourceShare: viaRam(r.UpdateResourceShareCommand),
  DeleteResourceShare: viaRam(r.DeleteResourceShareCommand),
  AssociateResourceShare: viaRam(r.AssociateResourceShareCommand),
  DisassociateResourceShare: viaRam(r.DisassociateResourceShareCommand),
  "ram:TagResource": viaRam(r.TagResourceCommand),
  "ram:UntagResource": viaRam(r.UntagResourceCommand),
  AcceptResourceShareInvitation: viaRam(r.AcceptResourceShareInvitationCommand),
  RejectResourceShareInvitation: viaRam(r.RejectResourceShareInvitationCommand),
  AssociateResourceSharePermission: viaRam(r.AssociateResourceSharePermissionCommand),
  DisassociateResourceSharePermission: viaRam(r.DisassociateResourceSharePermissionCommand),
  CreatePermission: viaRam(r.CreatePermissionCommand),
  CreatePermissionVersion: viaRam(r.CreatePermissionVersionCommand),
  SetDefaultPermissionVersion: viaRam(r.SetDefaultPermissionVersionCommand),
  ReplacePermissionAssociations: viaRam(r.ReplacePermissionAssociationsCommand),
  EnableSharingWithAwsOrganization: viaRam(r.EnableSharingWithAwsOrganizationCommand),
  PromoteResourceShareCreatedFromPolicy: viaRam(r.PromoteResourceShareCreatedFromPolicyCommand),
} satisfies Record<string, Send>;
