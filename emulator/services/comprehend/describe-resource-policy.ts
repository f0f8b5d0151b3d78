import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { modelArn } from "./arns";
import { ownModel } from "./models";
import { refusals } from "./refusals";

export const describeResourcePolicy = operation({
  name: "DescribeResourcePolicy",
  access: "read",
  input: { ResourceArn: required(modelArn) },
  subject: "ResourceArn",
  behaviours: [
    {
      source: "docs",
      what: "the text is in AWS's own form: no blanks, its own order, lists of one as the one thing (the CLI's example)",
    },
    { source: "assumed", what: "accounts are written by the ARN of their root" },
    { source: "assumed", what: "a world can say policyText: verbatim instead" },
  ],
  run({ ResourceArn }, call) {
    const { policy } = ownModel("DescribeResourcePolicy", ResourceArn, call);
    if (!policy) throw refusals.noPolicy(ResourceArn);
    return {
      ResourcePolicy: policy.text,
      CreationTime: new Date(policy.createdAt),
      LastModifiedTime: new Date(policy.modifiedAt),
      PolicyRevisionId: policy.revisionId,
    };
  },
});
