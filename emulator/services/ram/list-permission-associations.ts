import { operation } from "../../operation";
import { choice, flag, integer, optional, text } from "../../validation/shapes";
import { arn, requireArn } from "./arns";
import { ASSOCIATION_STATUSES } from "./associations";
import { onePage, paging } from "./listing";
import { permissionsOf } from "./permission-works";
import { findPermission } from "./permissions";
import { onTheWire, ownShares, statusOf } from "./shares";

export const listPermissionAssociations = operation({
  name: "ListPermissionAssociations",
  access: "read",
  http: { method: "POST", path: "/listpermissionassociations", status: 200 },
  input: {
    permissionArn: optional(arn),
    permissionVersion: optional(integer()),
    associationStatus: optional(choice(ASSOCIATION_STATUSES)),
    resourceType: optional(text()),
    featureSet: optional(choice(["CREATED_FROM_POLICY", "PROMOTING_TO_STANDARD", "STANDARD"])),
    defaultVersion: optional(flag()),
    ...paging,
  },
  behaviours: [
    { source: "docs", what: "tells which shares still have an old version of a permission" },
    {
      source: "assumed",
      what: "a permission is ASSOCIATED at once, and the entries of a deleted share are gone",
    },
  ],
  run(input, call) {
    if (input.permissionArn !== undefined) requireArn("permission", input.permissionArn);
    const all = ownShares(call)
      .filter((share) => statusOf(share, call) !== "DELETED")
      .flatMap((share) =>
        Object.entries(permissionsOf(share, call)).map(([resourceType, attached]) => ({
          arn: attached.arn,
          permissionVersion: String(attached.version),
          defaultVersion: findPermission(attached.arn, call).defaultVersion === attached.version,
          resourceType,
          status: "ASSOCIATED",
          featureSet: "STANDARD",
          lastUpdatedTime: onTheWire(attached.at),
          resourceShareArn: share.arn,
        })),
      );
    const fits = <T>(wanted: T | undefined, is: T): boolean => wanted === undefined || wanted === is;
    const found = all.filter(
      (entry) =>
        fits(input.permissionArn, entry.arn) &&
        fits(input.permissionVersion, Number(entry.permissionVersion)) &&
        fits<string>(input.associationStatus, entry.status) &&
        fits(input.resourceType, entry.resourceType) &&
        fits<string>(input.featureSet, entry.featureSet) &&
        fits(input.defaultVersion, entry.defaultVersion),
    );
    const { items, ...rest } = onePage("ListPermissionAssociations", input, found, call);
    return { permissions: items, ...rest };
  },
});
