import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { modelArn } from "./arns";
import { policyText } from "./model-policies";
import { ownModel } from "./models";
import { refusals } from "./refusals";

export const describeResourcePolicy = operation({
  name: "DescribeResourcePolicy",
  access: "read",
  input: { ResourceArn: required(modelArn) },
  subject: "ResourceArn",
  behaviours: [{ source: "assumed", what: "accounts are written by the ARN of their root" }, policyText],
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
