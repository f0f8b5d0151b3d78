import { operation } from "../../../operation/operation";
import { flag, optional, required } from "../../../validation/shapes";
import { requireOwn } from "../arns";
import { listedVersion } from "../descriptions";
import { checkManaged, policyDocument } from "../documents";
import { onPolicy } from "../permissions";
import { changePolicy } from "../policies";
import { refusals } from "../refusals";
import { arn } from "../shapes";

const LIMIT = 5;

export const createPolicyVersion = operation({
  name: "CreatePolicyVersion",
  access: "write",
  input: {
    PolicyArn: required(arn),
    PolicyDocument: required(policyDocument),
    SetAsDefault: optional(flag()),
  },
  subject: "PolicyArn",
  permissions: onPolicy("CreatePolicyVersion"),
  behaviours: [
    { source: "recorded", what: "the answer does not tell the document" },
    { source: "recorded", what: "the number of a version that was deleted is not given again" },
  ],
  run({ PolicyArn, PolicyDocument: document, SetAsDefault = false }, call) {
    requireOwn(PolicyArn, call, "CreatePolicyVersion");
    checkManaged(document);
    const createdAt = call.clock.now();
    const changed = changePolicy(PolicyArn, call, (policy) => {
      if (policy.versions.length >= LIMIT) throw refusals.tooManyVersions();
      const counted = policy.counted + 1;
      const id = `v${counted}`;
      return {
        ...policy,
        versions: [...policy.versions, { id, document, createdAt }],
        counted,
        ...(SetAsDefault && { defaultVersion: id, updatedAt: createdAt }),
      };
    });
    return { PolicyVersion: listedVersion(changed.versions.at(-1)!, changed) };
  },
});
