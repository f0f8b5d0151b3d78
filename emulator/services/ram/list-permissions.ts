import { operation } from "../../operation";
import { choice, optional, text } from "../../validation/shapes";
import { onePage, paging } from "./listing";
import { describePermission, knownPermissions, PERMISSION_TYPES } from "./permissions";
import { refusals } from "./refusals";
import { isResourceType } from "./resources";

export const listPermissions = operation({
  name: "ListPermissions",
  access: "read",
  http: { method: "POST", path: "/listpermissions", status: 200 },
  input: {
    resourceType: optional(text()),
    permissionType: optional(choice(PERMISSION_TYPES)),
    ...paging,
  },
  behaviours: [
    {
      source: "assumed",
      what: "the default permission of custom models is AWSRAMDefaultPermissionBedrockCustomModel",
    },
    { source: "docs", what: "permissions are listed in their default version" },
  ],
  run(input, call) {
    const { resourceType, permissionType = "ALL" } = input;
    if (resourceType !== undefined && !isResourceType(resourceType)) {
      throw refusals.unknownTypeElsewhere(resourceType);
    }
    const found = knownPermissions(call).filter(
      (permission) =>
        (resourceType ?? permission.resourceType) === permission.resourceType &&
        (permissionType === "ALL" || permission.type === permissionType),
    );
    const { items, ...rest } = onePage("ListPermissions", input, found, call);
    return { permissions: items.map((permission) => describePermission(permission)), ...rest };
  },
});
