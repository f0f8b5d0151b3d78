import { operation } from "../../../operation/operation";
import { flag, integer, optional, required } from "../../../validation/shapes";
import { arn } from "../arns";
import { associationsOf, isAlive } from "../associations";
import { clientToken, once } from "../client-tokens";
import { permissionsOf } from "../permission-works";
import { attachable, onPermission } from "../permissions";
import { refusals } from "../refusals";
import { typeOf } from "../resources";
import { changeableShare, putShare } from "../shares";

export const associateResourceSharePermission = operation({
  name: "AssociateResourceSharePermission",
  access: "write",
  http: { method: "POST", path: "/associateresourcesharepermission", status: 200 },
  input: {
    resourceShareArn: required(arn),
    permissionArn: required(arn),
    replace: optional(flag()),
    clientToken,
    permissionVersion: optional(integer()),
  },
  subject: "resourceShareArn",
  behaviours: [
    {
      source: "botocore",
      what: "without replace only while the share has neither a permission nor a resource of the type",
    },
    { source: "botocore", what: "only the default version can be attached" },
    { source: "botocore", what: "with replace also to bring a share to the default version" },
  ],
  permissions: [
    {
      on: {
        "resource-share": ({ resourceShareArn }) => resourceShareArn,
        ...onPermission("permissionArn"),
      },
    },
  ],
  run(input, call) {
    return once("AssociateResourceSharePermission", input, call, () => {
      const share = changeableShare(input.resourceShareArn, call);
      const { resourceType, attached } = attachable(input.permissionArn, call, input.permissionVersion);
      const permissions = permissionsOf(share, call);
      const hasResource = associationsOf(share.arn, call).some(
        (association) =>
          association.type === "RESOURCE" &&
          isAlive(association, call) &&
          typeOf(association.entity) === resourceType,
      );
      if (!input.replace && (permissions[resourceType] || hasResource)) {
        throw refusals.twoOfOneType(resourceType);
      }
      putShare({ ...share, permissions: { ...permissions, [resourceType]: attached } }, call);
      return { returnValue: true };
    });
  },
});
