import { randomUUID } from "node:crypto";

import { operation } from "../../../operation/operation";
import { integer, optional, required } from "../../../validation/shapes";
import { arn } from "../arns";
import { clientToken, once } from "../client-tokens";
import { describeWork, putWork } from "../permission-works";
import { findPermission, findVersion, onPermission } from "../permissions";
import { refusals } from "../refusals";

export const replacePermissionAssociations = operation({
  name: "ReplacePermissionAssociations",
  access: "write",
  http: { method: "POST", path: "/replacepermissionassociations", status: 200 },
  input: {
    fromPermissionArn: required(arn),
    fromPermissionVersion: optional(integer()),
    toPermissionArn: required(arn),
    clientToken,
  },
  subject: "fromPermissionArn",
  behaviours: [
    { source: "botocore", what: "the work is done later, for all shares of the account and Region" },
    { source: "botocore", what: "the shares get the default version of the other permission" },
    {
      source: "botocore",
      what: "a permission may be replaced by itself: that brings its shares to the default version",
    },
  ],
  permissions: [{ on: onPermission("fromPermissionArn", "toPermissionArn") }],
  run(input, call) {
    return once("ReplacePermissionAssociations", input, call, () => {
      const { fromPermissionVersion: fromVersion } = input;
      const from = findPermission(input.fromPermissionArn, call);
      const to = findPermission(input.toPermissionArn, call);
      if (from.resourceType !== to.resourceType) throw refusals.unlikeTypes();
      if (fromVersion !== undefined) findVersion(from, fromVersion);
      const work = {
        id: randomUUID(),
        account: call.account,
        region: call.region,
        from: from.arn,
        ...(fromVersion !== undefined && { fromVersion }),
        to: to.arn,
        toVersion: to.defaultVersion,
        at: call.clock.now(),
      };
      putWork(work, call);
      return { replacePermissionAssociationsWork: describeWork(work, call) };
    });
  },
});
