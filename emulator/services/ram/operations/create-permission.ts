import { operation } from "../../../operation/operation";
import { optional, required, text } from "../../../validation/shapes";
import { ramArn } from "../arns";
import { clientToken, once } from "../client-tokens";
import { describePermission, knownPermissions, putPermission, requireTemplate } from "../permissions";
import { refusals } from "../refusals";
import { requireType } from "../resources";
import { tagList, withTags } from "../tags";

export const createPermission = operation({
  name: "CreatePermission",
  access: "write",
  http: { method: "POST", path: "/createpermission", status: 200 },
  input: {
    name: required(text({ min: 1, max: 36, pattern: /[\w.-]*/ })),
    resourceType: required(text()),
    policyTemplate: required(text()),
    clientToken,
    tags: optional(tagList),
  },
  subject: "name",
  behaviours: [{ source: "docs", what: "its first version is the default one" }],
  permissions: [
    {
      context: ({ resourceType }) => ({ "ram:PermissionResourceType": resourceType }),
      keys: ["ram:PermissionResourceType"],
    },
    {
      action: "ram:TagResource",
      on: {
        "customer-managed-permission": ({ name }, call) =>
          ramArn("permission", call.account, call.region, name),
      },
      when: ({ tags = [] }) => tags.length > 0,
    },
  ],
  run(input, call) {
    return once("CreatePermission", input, call, () => {
      const { name, policyTemplate: template } = input;
      const resourceType = requireType(input.resourceType)!;
      requireTemplate(template);
      const arn = ramArn("permission", call.account, call.region, name);
      if (knownPermissions(call).some((known) => known.arn === arn)) throw refusals.permissionExists(name);
      const now = call.clock.now();
      const permission = {
        arn,
        name,
        resourceType,
        type: "CUSTOMER_MANAGED",
        isResourceTypeDefault: false,
        versions: [{ version: 1, template, createdAt: now }],
        defaultVersion: 1,
        updatedAt: now,
        tags: withTags({}, input.tags),
      } as const;
      putPermission(permission, call);
      return { permission: describePermission(permission) };
    });
  },
});
