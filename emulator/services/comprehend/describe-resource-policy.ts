import { assume } from "../../assumptions";
import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { modelArn } from "./arns";
import { policyText } from "./model-policies";
import { ownModel } from "./models";
import { refusals } from "./refusals";

const noPolicy = assume(
  "comprehend.noPolicy",
  "a model whose policy was deleted, or that was imported, reads as the recorded ones that never had any",
  { ResourceNotFoundException: "ResourceNotFoundException (400), for every model without a policy" },
);

export const describeResourcePolicy = operation({
  name: "DescribeResourcePolicy",
  access: "read",
  input: { ResourceArn: required(modelArn) },
  subject: "ResourceArn",
  behaviours: [
    {
      source: "recorded",
      what: "a model without a policy answers 200 and an empty object: no policy, no revision id, no times",
    },
    noPolicy,
    { source: "assumed", what: "accounts are written by the ARN of their root" },
    policyText,
  ],
  run({ ResourceArn }, call) {
    const { policy } = ownModel("DescribeResourcePolicy", ResourceArn, call);
    if (!policy && noPolicy.is("ResourceNotFoundException", call)) throw refusals.noPolicy(ResourceArn);
    if (!policy) return {};
    return {
      ResourcePolicy: policy.text,
      CreationTime: new Date(policy.createdAt),
      LastModifiedTime: new Date(policy.modifiedAt),
      PolicyRevisionId: policy.revisionId,
    };
  },
});
