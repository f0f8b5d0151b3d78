import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { modelArn, byKind } from "../arns";
import { policyShownOf, reading } from "../model-policies";
import { ownModel } from "../models";
import { refusals } from "../refusals";

const absentPolicy = assume(
  "comprehend.absentPolicy",
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
    absentPolicy,
    ...reading,
    { source: "recorded", what: "one principal is a text, several are a list; the order of elements; Sids" },
    { source: "recorded", what: "revision ids are 32 digits 0-9a-f; a change keeps CreationTime" },
  ],
  permissions: [{ on: byKind("ResourceArn", ["document-classifier", "entity-recognizer"]) }],
  run({ ResourceArn }, call) {
    const policy = policyShownOf(ownModel("DescribeResourcePolicy", ResourceArn, call), call);
    if (!policy && absentPolicy.is("ResourceNotFoundException", call)) throw refusals.notFound();
    if (!policy) return {};
    return {
      ResourcePolicy: policy.text,
      CreationTime: new Date(policy.createdAt),
      LastModifiedTime: new Date(policy.modifiedAt),
      PolicyRevisionId: policy.revisionId,
    };
  },
});
