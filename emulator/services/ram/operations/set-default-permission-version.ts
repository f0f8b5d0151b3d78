import { operation } from "../../../operation/operation";
import { integer, required } from "../../../validation/shapes";
import { arn } from "../arns";
import { clientToken, once } from "../client-tokens";
import { findOwnPermission, findVersion, putPermission } from "../permissions";

export const setDefaultPermissionVersion = operation({
  name: "SetDefaultPermissionVersion",
  access: "write",
  http: { method: "POST", path: "/setdefaultpermissionversion", status: 200 },
  input: { permissionArn: required(arn), permissionVersion: required(integer()), clientToken },
  subject: "permissionArn",
  behaviours: [{ source: "docs", what: "shares that have another version keep it" }],
  permissions: [{ on: { "customer-managed-permission": ({ permissionArn }) => permissionArn } }],
  run(input, call) {
    return once("SetDefaultPermissionVersion", input, call, () => {
      const permission = findOwnPermission(input.permissionArn, call);
      const { version } = findVersion(permission, input.permissionVersion);
      putPermission({ ...permission, defaultVersion: version, updatedAt: call.clock.now() }, call);
      return { returnValue: true };
    });
  },
});
