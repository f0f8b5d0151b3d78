import { operation } from "../../../operation/operation";
import { integer, optional, required } from "../../../validation/shapes";
import { arn } from "../arns";
import {
  defaultActions,
  describePermission,
  findPermission,
  findVersion,
  onPermission,
} from "../permissions";

export const getPermission = operation({
  name: "GetPermission",
  access: "read",
  http: { method: "POST", path: "/getpermission", status: 200 },
  input: { permissionArn: required(arn), permissionVersion: optional(integer()) },
  subject: "permissionArn",
  behaviours: [{ source: "docs", what: "without a version the default one" }, defaultActions],
  permissions: [{ on: onPermission("permissionArn") }],
  run({ permissionArn, permissionVersion }, call) {
    const permission = findPermission(permissionArn, call);
    const { version, template } = findVersion(permission, permissionVersion);
    return { permission: { ...describePermission(permission, version), permission: template } };
  },
});
