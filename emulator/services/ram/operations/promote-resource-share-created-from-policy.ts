import { operation } from "../../../operation/operation";
import { requiredInQuery } from "../../../validation/shapes";
import { arn } from "../arns";
import { actionsOf, knownPermissions } from "../permissions";
import { refusals } from "../refusals";
import { existingShare, featureSetOf, putShare } from "../shares";

export const promoteResourceShareCreatedFromPolicy = operation({
  name: "PromoteResourceShareCreatedFromPolicy",
  access: "write",
  http: { method: "POST", path: "/promoteresourcesharecreatedfrompolicy", status: 200 },
  input: { resourceShareArn: requiredInQuery(arn) },
  subject: "resourceShareArn",
  behaviours: [
    { source: "docs", what: "a share made of a resource policy can be changed only after this" },
    { source: "docs", what: "recipients do not see such a share before" },
    { source: "botocore", what: "it is PROMOTING_TO_STANDARD for a while" },
    { source: "botocore", what: "refused where no managed permission allows what the policy does" },
  ],
  permissions: [{ on: { "resource-share": ({ resourceShareArn }) => resourceShareArn } }],
  run({ resourceShareArn }, call) {
    const share = existingShare(resourceShareArn, call);
    if (featureSetOf(share, call) !== "CREATED_FROM_POLICY") throw refusals.notFromPolicy(resourceShareArn);
    const wanted = share.policyActions?.toSorted().join();
    const isMatched =
      wanted === undefined || knownPermissions(call).some((one) => actionsOf(one).join() === wanted);
    if (!isMatched) throw refusals.unmatchedPolicy(resourceShareArn);
    putShare({ ...share, promotedAt: call.clock.now() }, call);
    return { returnValue: true };
  },
});
