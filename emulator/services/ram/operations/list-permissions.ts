import { operation } from "../../../operation/operation";
import { optional, text } from "../../../validation/shapes";
import { permissionTypeOf } from "../choices";
import { onePage, paging } from "../listing";
import { defaultPermission, describePermission, knownPermissions } from "../permissions";
import { requireType } from "../resources";

export const listPermissions = operation({
  name: "ListPermissions",
  access: "read",
  http: { method: "POST", path: "/listpermissions", status: 200 },
  input: {
    resourceType: optional(text()),
    permissionType: optional(text()),
    ...paging,
  },
  behaviours: [
    defaultPermission,
    { source: "docs", what: "a resource type is found in whatever case" },
    { source: "docs", what: "permissions are listed in their default version" },
  ],
  run(input, call) {
    const permissionType = permissionTypeOf(input.permissionType) ?? "ALL";
    const resourceType = requireType(input.resourceType);
    const found = knownPermissions(call).filter(
      (permission) =>
        (resourceType ?? permission.resourceType) === permission.resourceType &&
        (permissionType === "ALL" || permission.type === permissionType),
    );
    const { items, ...rest } = onePage("ListPermissions", input, found, call);
    return { permissions: items.map((permission) => describePermission(permission)), ...rest };
  },
});
