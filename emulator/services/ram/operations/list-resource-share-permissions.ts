import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arn } from "../arns";
import { onePage, paging } from "../listing";
import { permissionsOf } from "../permission-works";
import { describePermission, findPermission } from "../permissions";
import { findOwnShare } from "../shares";
import { sharesSeenBy } from "../sharing";

const permissionsForRecipients = assume(
  "ram.permissionsForRecipients",
  "a recipient's share is unknown when its permissions are asked for",
  { shown: "the recipient is told them" },
);

export const listResourceSharePermissions = operation({
  name: "ListResourceSharePermissions",
  access: "read",
  http: { method: "POST", path: "/listresourcesharepermissions", status: 200 },
  input: { resourceShareArn: required(arn), ...paging },
  subject: "resourceShareArn",
  behaviours: [
    { source: "botocore", what: "one permission for each resource type, in the version the share has" },
    permissionsForRecipients,
  ],
  permissions: [{ on: { "resource-share": ({ resourceShareArn }) => resourceShareArn } }],
  run(input, call) {
    const { resourceShareArn } = input;
    const received = permissionsForRecipients.is("shown", call) ? sharesSeenBy(call) : [];
    const share =
      received.find((one) => one.arn === resourceShareArn) ?? findOwnShare(resourceShareArn, call);
    const found = Object.values(permissionsOf(share, call));
    const { items, ...rest } = onePage("ListResourceSharePermissions", input, found, call);
    const permissions = items.map((attached) => ({
      ...describePermission(findPermission(attached.arn, call), attached.version),
      status: "ASSOCIATED",
    }));
    return { permissions, ...rest };
  },
});
