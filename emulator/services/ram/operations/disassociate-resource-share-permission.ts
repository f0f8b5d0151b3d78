import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arn } from "../arns";
import { associationsOf, isAlive } from "../associations";
import { clientToken, once } from "../client-tokens";
import { permissionsOf } from "../permission-works";
import { findPermission, onPermission } from "../permissions";
import { refusals } from "../refusals";
import { typeOf } from "../resources";
import { changeableShare, putShare } from "../shares";

export const disassociateResourceSharePermission = operation({
  name: "DisassociateResourceSharePermission",
  access: "write",
  http: { method: "POST", path: "/disassociateresourcesharepermission", status: 200 },
  input: { resourceShareArn: required(arn), permissionArn: required(arn), clientToken },
  subject: "resourceShareArn",
  behaviours: [{ source: "botocore", what: "only while the share has no resource of the permission's type" }],
  permissions: [
    {
      on: {
        "resource-share": ({ resourceShareArn }) => resourceShareArn,
        ...onPermission("permissionArn"),
      },
    },
  ],
  run(input, call) {
    return once("DisassociateResourceSharePermission", input, call, () => {
      const share = changeableShare(input.resourceShareArn, call);
      const { resourceType, arn: permissionArn } = findPermission(input.permissionArn, call);
      const { [resourceType]: attached, ...others } = permissionsOf(share, call);
      if (attached?.arn !== permissionArn) throw refusals.notAttached(permissionArn);
      const isNeeded = associationsOf(share.arn, call).some(
        (association) =>
          association.type === "RESOURCE" &&
          isAlive(association, call) &&
          typeOf(association.entity) === resourceType,
      );
      if (isNeeded) throw refusals.stillNeeded(resourceType);
      putShare({ ...share, permissions: others }, call);
      return { returnValue: true };
    });
  },
});
