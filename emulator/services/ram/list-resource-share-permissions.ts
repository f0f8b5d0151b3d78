import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { arn } from "./arns";
import { onePage, paging } from "./listing";
import { permissionsOf } from "./permission-works";
import { describePermission, findPermission } from "./permissions";
import { findOwnShare } from "./shares";

export const listResourceSharePermissions = operation({
  name: "ListResourceSharePermissions",
  access: "read",
  http: { method: "POST", path: "/listresourcesharepermissions", status: 200 },
  input: { resourceShareArn: required(arn), ...paging },
  subject: "resourceShareArn",
  behaviours: [
    { source: "botocore", what: "one permission for each resource type, in the version the share has" },
    { source: "assumed", what: "only for shares the caller owns" },
  ],
  run(input, call) {
    const found = Object.values(permissionsOf(findOwnShare(input.resourceShareArn, call), call));
    const { items, ...rest } = onePage("ListResourceSharePermissions", input, found, call);
    const permissions = items.map((attached) => ({
      ...describePermission(findPermission(attached.arn, call), attached.version),
      status: "ASSOCIATED",
    }));
    return { permissions, ...rest };
  },
});
