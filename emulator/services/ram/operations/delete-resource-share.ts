import { operation } from "../../../operation/operation";
import { inQuery, requiredInQuery, text } from "../../../validation/shapes";
import { arn } from "../arns";
import { once } from "../client-tokens";
import { associationsOfDeleted } from "./get-resource-share-associations";
import { changeableShare, putShare } from "../shares";

export const deleteResourceShare = operation({
  name: "DeleteResourceShare",
  access: "write",
  http: { method: "DELETE", path: "/deleteresourceshare", status: 200 },
  input: { resourceShareArn: requiredInQuery(arn), clientToken: inQuery(text()) },
  subject: "resourceShareArn",
  behaviours: [
    { source: "botocore", what: "the input is in the query string" },
    { source: "docs", what: "the share stays listed as DELETED for about two hours; its resources stay" },
    { source: "community", what: "a share that was deleted already is unknown" },
    associationsOfDeleted,
  ],
  permissions: [{ on: { "resource-share": ({ resourceShareArn }) => resourceShareArn } }],
  run(input, call) {
    return once("DeleteResourceShare", input, call, () => {
      const share = changeableShare(input.resourceShareArn, call);
      putShare({ ...share, deletedAt: call.clock.now(), updatedAt: call.clock.now() }, call);
      return { returnValue: true };
    });
  },
});
