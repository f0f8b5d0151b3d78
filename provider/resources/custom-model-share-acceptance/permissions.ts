import { ownArn, type Permissions, type Subject, textOf } from "../../aws/permissions";

/** The account that shares, and its Region. */
function sender(subject: Subject): Subject {
  const [, , , region = "*", accountId = "*"] = textOf(subject, "shareArn")?.split(":") ?? [];
  return { ...subject, region, accountId };
}

export const customModelShareAcceptancePermissions: Permissions = {
  type: "CustomModelShareAcceptance",
  needed: [
    {
      sid: "LookAtReceivedShares",
      actions: {
        "ram:GetResourceShares": ["create", "read", "update", "import"],
        "ram:GetResourceShareInvitations": ["create", "update", "import"],
      },
    },
    {
      sid: "Invitations",
      actions: { "ram:AcceptResourceShareInvitation": ["create"] },
      on: (subject) => ownArn(sender(subject), "ram", "resource-share-invitation/*"),
    },
    {
      sid: "LeaveShares",
      actions: { "ram:DisassociateResourceShare": ["delete"] },
      on: (subject) => textOf(subject, "shareArn") ?? ownArn(sender(subject), "ram", "resource-share/*"),
    },
  ],
};
