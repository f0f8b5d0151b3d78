import type { Call } from "../../operation/operation";
import type { Context } from "../../policies/context-keys";
import { taggedAs } from "../../policies/request-tags";
import { invitationTable, shareTable } from "./records";
import { knownPermissions } from "./permissions";

/** What conditions are told of a share, an invitation or a permission. */
export function resourceKeys(arn: string, call: Call): Context {
  const invitation = invitationTable(call.store).get(arn);
  const share = shareTable(call.store).get(invitation?.shareArn ?? arn);
  if (share && invitation) {
    return { "ram:ShareOwnerAccountId": share.owner, "ram:ResourceShareName": share.name };
  }
  if (share) {
    return {
      ...taggedAs("aws:ResourceTag", share.tags),
      ...taggedAs("ram:ResourceTag", share.tags),
      "ram:ResourceShareName": share.name,
      "ram:AllowsExternalPrincipals": share.allowExternalPrincipals,
      "ram:RetainSharingOnAccountLeaveOrganization": share.retainsOnLeave,
    };
  }
  const permission = knownPermissions(call).find((one) => one.arn === arn);
  return permission
    ? {
        ...taggedAs("aws:ResourceTag", permission.tags),
        "ram:PermissionArn": arn,
        "ram:PermissionResourceType": permission.resourceType,
      }
    : {};
}
