import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { choice, flag, integer, optional, text } from "../../../validation/shapes";
import { arn, requireArn } from "../arns";
import { associationStatusOf } from "../choices";
import { onePage, paging } from "../listing";
import { permissionsOf } from "../permission-works";
import { findPermission, onPermission } from "../permissions";
import { featureSetOf, ownShares } from "../shares";
import { onTheWire } from "../records";

const permissionsOfDeleted = assume(
  "ram.permissionsOfDeleted",
  "the permissions of a deleted share are listed no more",
  { listed: "they are listed as DISASSOCIATED for as long as it is" },
);

export const listPermissionAssociations = operation({
  name: "ListPermissionAssociations",
  access: "read",
  http: { method: "POST", path: "/listpermissionassociations", status: 200 },
  input: {
    permissionArn: optional(arn),
    permissionVersion: optional(integer()),
    associationStatus: optional(text()),
    resourceType: optional(text()),
    featureSet: optional(choice(["CREATED_FROM_POLICY", "PROMOTING_TO_STANDARD", "STANDARD"])),
    defaultVersion: optional(flag()),
    ...paging,
  },
  behaviours: [
    { source: "docs", what: "tells which shares still have an old version of a permission" },
    { source: "botocore", what: "a permission is ASSOCIATED at once, and gone at once" },
    permissionsOfDeleted,
  ],
  permissions: [{ on: onPermission("permissionArn") }],
  run(input, call) {
    if (input.permissionArn !== undefined) requireArn("permission", input.permissionArn);
    const status = associationStatusOf(input.associationStatus);
    const all = ownShares(call)
      .filter(({ deletedAt }) => deletedAt === undefined || permissionsOfDeleted.is("listed", call))
      .flatMap((share) =>
        Object.entries(permissionsOf(share, call)).map(([resourceType, attached]) => ({
          arn: attached.arn,
          permissionVersion: String(attached.version),
          defaultVersion: findPermission(attached.arn, call).defaultVersion === attached.version,
          resourceType,
          status: share.deletedAt === undefined ? "ASSOCIATED" : "DISASSOCIATED",
          featureSet: featureSetOf(share, call),
          lastUpdatedTime: onTheWire(attached.at),
          resourceShareArn: share.arn,
        })),
      );
    const fits = <T>(wanted: T | undefined, is: T): boolean => wanted === undefined || wanted === is;
    const found = all.filter(
      (entry) =>
        fits(input.permissionArn, entry.arn) &&
        fits(input.permissionVersion, Number(entry.permissionVersion)) &&
        fits<string>(status, entry.status) &&
        fits(input.resourceType?.toLowerCase(), entry.resourceType.toLowerCase()) &&
        fits<string>(input.featureSet, entry.featureSet) &&
        fits(input.defaultVersion, entry.defaultVersion),
    );
    const { items, ...rest } = onePage("ListPermissionAssociations", input, found, call);
    return { permissions: items, ...rest };
  },
});
