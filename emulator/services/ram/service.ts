import type { Service } from "../../operation";
import { restJson } from "../../protocols/rest-json";
import { acceptResourceShareInvitation } from "./accept-resource-share-invitation";
import { associateResourceShare } from "./associate-resource-share";
import { associateResourceSharePermission } from "./associate-resource-share-permission";
import { clientTokens } from "./client-tokens";
import { createPermission } from "./create-permission";
import { createPermissionVersion } from "./create-permission-version";
import { createResourceShare } from "./create-resource-share";
import { deleteResourceShare } from "./delete-resource-share";
import { disassociateResourceShare } from "./disassociate-resource-share";
import { disassociateResourceSharePermission } from "./disassociate-resource-share-permission";
import { enableSharingWithAwsOrganization } from "./enable-sharing-with-aws-organization";
import { getPermission } from "./get-permission";
import { getResourceShareAssociations } from "./get-resource-share-associations";
import { getResourceShareInvitations } from "./get-resource-share-invitations";
import { getResourceShares } from "./get-resource-shares";
import { emptyLists, emptyPages, order } from "./listing";
import { listPendingInvitationResources } from "./list-pending-invitation-resources";
import { listPermissionAssociations } from "./list-permission-associations";
import { listPermissionVersions } from "./list-permission-versions";
import { listPermissions } from "./list-permissions";
import { listPrincipals } from "./list-principals";
import { listReplacePermissionAssociationsWork } from "./list-replace-permission-associations-work";
import { listResourceSharePermissions } from "./list-resource-share-permissions";
import { listResourceTypes } from "./list-resource-types";
import { listResources } from "./list-resources";
import { promoteResourceShareCreatedFromPolicy } from "./promote-resource-share-created-from-policy";
import { refusals } from "./refusals";
import { resourceKeys } from "./resource-keys";
import { rejectResourceShareInvitation } from "./reject-resource-share-invitation";
import { replacePermissionAssociations } from "./replace-permission-associations";
import { setDefaultPermissionVersion } from "./set-default-permission-version";
import { tagResource } from "./tag-resource";
import { untagResource } from "./untag-resource";
import { updateResourceShare } from "./update-resource-share";

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
