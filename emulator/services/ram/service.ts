import type { Service } from "../../operation/operation";
import { restJson } from "../../protocols/rest-json";
import { acceptResourceShareInvitation } from "./operations/accept-resource-share-invitation";
import { associateResourceShare } from "./operations/associate-resource-share";
import { associateResourceSharePermission } from "./operations/associate-resource-share-permission";
import { clientTokens } from "./client-tokens";
import { createPermission } from "./operations/create-permission";
import { createPermissionVersion } from "./operations/create-permission-version";
import { createResourceShare } from "./operations/create-resource-share";
import { deleteResourceShare } from "./operations/delete-resource-share";
import { disassociateResourceShare } from "./operations/disassociate-resource-share";
import { disassociateResourceSharePermission } from "./operations/disassociate-resource-share-permission";
import { enableSharingWithAwsOrganization } from "./operations/enable-sharing-with-aws-organization";
import { getPermission } from "./operations/get-permission";
import { getResourceShareAssociations } from "./operations/get-resource-share-associations";
import { getResourceShareInvitations } from "./operations/get-resource-share-invitations";
import { getResourceShares } from "./operations/get-resource-shares";
import { emptyLists, emptyPages, order } from "./listing";
import { listPendingInvitationResources } from "./operations/list-pending-invitation-resources";
import { listPermissionAssociations } from "./operations/list-permission-associations";
import { listPermissionVersions } from "./operations/list-permission-versions";
import { listPermissions } from "./operations/list-permissions";
import { listPrincipals } from "./operations/list-principals";
import { listReplacePermissionAssociationsWork } from "./operations/list-replace-permission-associations-work";
import { listResourceSharePermissions } from "./operations/list-resource-share-permissions";
import { listResourceTypes } from "./operations/list-resource-types";
import { listResources } from "./operations/list-resources";
import { promoteResourceShareCreatedFromPolicy } from "./operations/promote-resource-share-created-from-policy";
import { refusals } from "./refusals";
import { resourceKeys } from "./resource-keys";
import { rejectResourceShareInvitation } from "./operations/reject-resource-share-invitation";
import { replacePermissionAssociations } from "./operations/replace-permission-associations";
import { setDefaultPermissionVersion } from "./operations/set-default-permission-version";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";
import { updateResourceShare } from "./operations/update-resource-share";

/** Resource Access Manager: shares of custom models, and who they are shared with. */
export const ram: Service = {
  signingName: "ram",
  protocol: restJson,
  wireName: "2018-01-04",
  timestamps: "epoch",
  validationCode: "InvalidParameterException",
  resourceKeys,
  refusals,
  behaviours: [
    {
      source: "community-single",
      what: "an unfulfilled constraint of the model is an InvalidParameterException (400) with words of its own (moto)",
    },
    {
      source: "docs",
      what: "a share is of one Region, and so are its permissions, invitations and resources",
    },
    {
      source: "botocore",
      what: "a page may be empty and yet have a token: only the missing token ends a listing",
    },
    {
      source: "docs",
      what: "conditions are told name, tags and openness of a share, who sent an invitation, and the type of a permission",
    },
    {
      source: "community-single",
      what: "GetResourceShares is authorised on resource-share/*, where the reference knows no resource",
    },
    emptyPages,
    order,
    emptyLists,
    clientTokens,
    { source: "botocore", what: "the same client token with other parameters is refused" },
    {
      source: "docs",
      what: "custom models are shared inside an organization only; a world can say otherwise",
    },
    {
      source: "docs",
      what: "a role or user as principal lets in nobody else of its account; where sharing is off its account is invited",
    },
  ],
  operations: [
    createResourceShare,
    getResourceShares,
    updateResourceShare,
    deleteResourceShare,
    associateResourceShare,
    disassociateResourceShare,
    getResourceShareAssociations,
    tagResource,
    untagResource,
    getResourceShareInvitations,
    acceptResourceShareInvitation,
    rejectResourceShareInvitation,
    listPendingInvitationResources,
    listResourceSharePermissions,
    associateResourceSharePermission,
    disassociateResourceSharePermission,
    listPermissions,
    getPermission,
    listPermissionVersions,
    listPermissionAssociations,
    createPermission,
    createPermissionVersion,
    setDefaultPermissionVersion,
    replacePermissionAssociations,
    listReplacePermissionAssociationsWork,
    listResources,
    listPrincipals,
    listResourceTypes,
    enableSharingWithAwsOrganization,
    promoteResourceShareCreatedFromPolicy,
  ],
};
