import { operation } from "../../operation";
import { requiredInQuery } from "../../validation/shapes";
import { arn } from "./arns";
import { refusals } from "./refusals";
import { existingShare, putShare } from "./shares";

export const promoteResourceShareCreatedFromPolicy = operation({
  name: "PromoteResourceShareCreatedFromPolicy",
  access: "write",
  http: { method: "POST", path: "/promoteresourcesharecreatedfrompolicy", status: 200 },
  input: { resourceShareArn: requiredInQuery(arn) },
  subject: "resourceShareArn",
  behaviours: [
    { source: "docs", what: "a share made of a resource policy can be changed only after this" },
    { source: "docs", what: "recipients do not see such a share before" },
    { source: "assumed", what: "it takes effect at once, and the policy always matches a permission" },
  ],
  run({ resourceShareArn }, call) {
    const { isFromPolicy, ...share } = existingShare(resourceShareArn, call);
    if (!isFromPolicy) throw refusals.notFromPolicy(resourceShareArn);
    putShare(share, call);
    return { returnValue: true };
  },
});
