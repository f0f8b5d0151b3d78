import { operation } from "../../../operation/operation";
import { required, text } from "../../../validation/shapes";
import { arn } from "../arns";
import { clientToken, once } from "../client-tokens";
import { describePermission, findOwnPermission, putPermission, requireTemplate } from "../permissions";
import { refusals } from "../refusals";

const LIMIT = 5;

export const createPermissionVersion = operation({
  name: "CreatePermissionVersion",
  access: "write",
  http: { method: "POST", path: "/createpermissionversion", status: 200 },
  input: { permissionArn: required(arn), policyTemplate: required(text()), clientToken },
  subject: "permissionArn",
  behaviours: [{ source: "docs", what: "the new version becomes the default one, and shares keep theirs" }],
  permissions: [{ on: { "customer-managed-permission": ({ permissionArn }) => permissionArn } }],
  run(input, call) {
    return once("CreatePermissionVersion", input, call, () => {
      const permission = findOwnPermission(input.permissionArn, call);
      requireTemplate(input.policyTemplate);
      if (permission.versions.length >= LIMIT) throw refusals.tooManyVersions(LIMIT);
      const now = call.clock.now();
      const version = Math.max(...permission.versions.map((known) => known.version)) + 1;
      const changed = {
        ...permission,
        versions: [...permission.versions, { version, template: input.policyTemplate, createdAt: now }],
        defaultVersion: version,
        updatedAt: now,
      };
      putPermission(changed, call);
      return { permission: { ...describePermission(changed), permission: input.policyTemplate } };
    });
  },
});
