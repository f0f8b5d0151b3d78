import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { requireOwn } from "../arns";
import { boundaryInUse } from "../boundaries";
import { onPolicy } from "../permissions";
import { changePolicy, usesOf } from "../policies";
import { refusals } from "../refusals";
import { arn } from "../shapes";

export const deletePolicy = operation({
  name: "DeletePolicy",
  access: "write",
  input: { PolicyArn: required(arn) },
  subject: "PolicyArn",
  permissions: onPolicy("DeletePolicy"),
  behaviours: [
    { source: "docs", what: "it has to be detached everywhere, and its other versions deleted, before" },
    boundaryInUse,
  ],
  run({ PolicyArn }, call) {
    requireOwn(PolicyArn, call, "DeletePolicy");
    changePolicy(PolicyArn, call, ({ versions }) => {
      const { attached, boundary } = usesOf(PolicyArn, call);
      const isBoundary = boundary > 0 && !boundaryInUse.is("deleted", call);
      if (attached > 0 || isBoundary) throw refusals.policyInUse();
      if (versions.length > 1) throw refusals.policyHasVersions();
      return null;
    });
    return {};
  },
});
