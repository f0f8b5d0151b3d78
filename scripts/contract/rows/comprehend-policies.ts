import { PutResourcePolicyCommand } from "@aws-sdk/client-comprehend";
import * as v from "valibot";

import { NOT_FOUND } from "./comprehend";
import { copyOf } from "./comprehend-imports";
import { hasClassifier, isEmulated } from "../vocabulary/conditions";
import { assumed, botocore, docs, recorded, type Row } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

const policyFor = (principal: string, Action = "comprehend:ImportModel"): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource: "*", Principal: { AWS: [principal] } }],
  });

/** A copy with a policy, and the revision of that. */
async function sharedBy(stage: Stage): Promise<{ ResourceArn: string; PolicyRevisionId: string }> {
  const ResourceArn = await copyOf(stage);
  const ResourcePolicy = policyFor(stage.account);
  const put = new PutResourcePolicyCommand({ ResourceArn, ResourcePolicy });
  const { PolicyRevisionId } = await stage.clients.comprehend.send(put);
  return { ResourceArn, PolicyRevisionId: PolicyRevisionId! };
}

const given = [isEmulated, hasClassifier];
const INVALID = { status: 400, code: "InvalidRequestException" };
const revision = v.pipe(v.string(), v.regex(/^[0-9A-Fa-f]{1,64}$/));
const SHARING = docs("https://docs.aws.amazon.com/comprehend/latest/dg/custom-copy-sharing.html");

/** What shares models by policies: only tried on copies that the run itself has made. */
export const comprehendPolicies: readonly Row[] = [
  {
    operation: "PutResourcePolicy",
    name: "answers a revision id",
    input: async (stage) => ({ ResourceArn: await copyOf(stage), ResourcePolicy: policyFor(stage.account) }),
    given,
    expects: { status: 200, shape: v.looseObject({ PolicyRevisionId: revision }) },
    source: botocore("comprehend", "PutResourcePolicy"),
  },
  {
    operation: "PutResourcePolicy",
    name: "takes the current revision id",
    input: async (stage) => ({ ...(await sharedBy(stage)), ResourcePolicy: policyFor(stage.account) }),
    given,
    expects: { status: 200, shape: v.looseObject({ PolicyRevisionId: revision }) },
    source: SHARING,
  },
  {
    operation: "PutResourcePolicy",
    name: "takes no other revision id",
    input: async (stage) => ({
      ...(await sharedBy(stage)),
      PolicyRevisionId: "0123456789abcdef",
      ResourcePolicy: policyFor(stage.account),
    }),
    given,
    expects: INVALID,
    settles: "comprehend.staleRevision",
    source: assumed("of the codes of its model no other fits"),
  },
  {
    operation: "PutResourcePolicy",
    name: "takes no policy about other actions",
    input: async (stage) => ({
      ResourceArn: await copyOf(stage),
      ResourcePolicy: policyFor(stage.account, "comprehend:DescribeEndpoint"),
    }),
    given,
    expects: INVALID,
    settles: "comprehend.badPolicy",
    source: SHARING,
  },
  {
    operation: "DescribeResourcePolicy",
    name: "answers nothing at all for a model without a policy",
    input: async (stage) => ({ ResourceArn: await copyOf(stage) }),
    given,
    expects: { status: 200, shape: v.strictObject({}) },
    settles: "comprehend.absentPolicy",
    source: recorded(
      "cloud-custodian, test_comprehend_document_classifier_cross_account/comprehend.DescribeResourcePolicy_2 (of a trained model; an import is assumed to be the same)",
    ),
  },
  {
    operation: "DescribeResourcePolicy",
    name: "writes a list of one as the one thing, and the elements in its own order",
    settles: "comprehend.policyText",
    alternatives: {
      verbatim: ({ account }) => ({
        status: 200,
        shape: v.looseObject({ ResourcePolicy: v.literal(policyFor(account)) }),
      }),
    },
    input: async (stage) => ({ ResourceArn: (await sharedBy(stage)).ResourceArn }),
    given,
    expects: ({ account }) => ({
      status: 200,
      shape: v.looseObject({
        ResourcePolicy: v.pipe(
          v.string(),
          v.includes(
            `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${account}:root"},"Action":"comprehend`,
          ),
        ),
        PolicyRevisionId: revision,
        CreationTime: v.date(),
        LastModifiedTime: v.date(),
      }),
    }),
    source: docs("https://docs.aws.amazon.com/cli/latest/reference/comprehend/describe-resource-policy.html"),
  },
  {
    operation: "DeleteResourcePolicy",
    name: "answers nothing",
    input: sharedBy,
    given,
    expects: { status: 200, shape: v.strictObject({}) },
    source: botocore("comprehend", "DeleteResourcePolicy"),
  },
  {
    operation: "DeleteResourcePolicy",
    name: "does not find a policy that is not there",
    input: async (stage) => ({ ResourceArn: await copyOf(stage) }),
    given,
    expects: NOT_FOUND,
    settles: ["comprehend.noPolicy", "comprehend.deletionOfNone"],
    alternatives: { accepted: { status: 200, shape: v.strictObject({}) } },
    source: assumed("of the codes of its model no other fits"),
  },
];
