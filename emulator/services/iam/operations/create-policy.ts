import { operation } from "../../../operation/operation";
import { optional, required, text } from "../../../validation/shapes";
import { iamArn, partitionHere } from "../arns";
import { madePolicy } from "../descriptions";
import { checkManaged, policyDocument } from "../documents";
import { newId } from "../ids";
import { makingPolicy } from "../permissions";
import { listOwnPolicies, makePolicy } from "../policies";
import type { ManagedPolicy } from "../policy-record";
import { refusals } from "../refusals";
import { policyName, policyPath } from "../shapes";
import { tagList, withTags } from "../tags";

export const createPolicy = operation({
  name: "CreatePolicy",
  access: "write",
  input: {
    PolicyName: required(policyName),
    Path: optional(policyPath),
    PolicyDocument: required(policyDocument),
    Description: optional(text({ max: 1000 })),
    Tags: optional(tagList),
  },
  subject: "PolicyName",
  permissions: makingPolicy,
  behaviours: [
    { source: "recorded", what: "the answer does not tell the description" },
    { source: "docs", what: "its first version is v1, and the default one" },
    { source: "docs", what: "names are told apart without regard to case, whatever the path" },
  ],
  run({ PolicyName: name, Path: path = "/", PolicyDocument: document, Description, Tags }, call) {
    checkManaged(document);
    const tags = withTags("policy", [], Tags);
    const isTaken = listOwnPolicies(call).some((one) => one.name.toLowerCase() === name.toLowerCase());
    if (isTaken) throw refusals.policyExists(name);
    const now = call.clock.now();
    const policy: ManagedPolicy = {
      arn: iamArn(partitionHere(call), call.account, "policy", path, name),
      name,
      path,
      id: newId("ANPA"),
      ...(Description !== undefined && { description: Description }),
      createdAt: now,
      updatedAt: now,
      tags,
      versions: [{ id: "v1", document, createdAt: now }],
      defaultVersion: "v1",
      counted: 1,
    };
    makePolicy(policy, call);
    return { Policy: madePolicy(policy, call) };
  },
});
