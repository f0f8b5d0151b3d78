import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arn } from "../arns";
import { onePage, paging } from "../listing";
import { describePermission, findPermission } from "../permissions";

export const listPermissionVersions = operation({
  name: "ListPermissionVersions",
  access: "read",
  http: { method: "POST", path: "/listpermissionversions", status: 200 },
  input: { permissionArn: required(arn), ...paging },
  subject: "permissionArn",
  behaviours: [{ source: "botocore", what: "defaultVersion tells which version new shares get" }],
  run(input, call) {
    const permission = findPermission(input.permissionArn, call);
    const { items, ...rest } = onePage("ListPermissionVersions", input, permission.versions, call);
    return { permissions: items.map(({ version }) => describePermission(permission, version)), ...rest };
  },
});
