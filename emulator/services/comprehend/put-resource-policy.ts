import { operation } from "../../operation";
import { optional, required, text } from "../../validation/shapes";
import { modelArn } from "./arns";
import { newPolicy, problemOf } from "./model-policies";
import { ownModel, putModel } from "./models";
import { refusals } from "./refusals";

export const revisionId = text({ max: 64, pattern: /[0-9A-Fa-f]+/ });

/** As AWS writes it: a message that refuses a text shows it. */
// eslint-disable-next-line no-control-regex -- tabs and line breaks are meant
const LATIN_1 = /[\u0009\u000A\u000D\u0020-\u00FF]+/;

export const putResourcePolicy = operation({
  name: "PutResourcePolicy",
  access: "write",
  input: {
    ResourceArn: required(modelArn),
    ResourcePolicy: required(text({ min: 1, max: 20_000, pattern: LATIN_1 })),
    PolicyRevisionId: optional(revisionId),
  },
  subject: "ResourceArn",
  behaviours: [
    { source: "docs", what: "each change mints a new revision id; CreationTime stays" },
    { source: "docs", what: "the policy is of one version of a model" },
    {
      source: "assumed",
      what: "without a revision id a policy that is there is overwritten; a world can say policyWithoutRevision: refuse",
    },
    { source: "assumed", what: "a revision id where there is no policy is a wrong one" },
    { source: "assumed", what: "a model takes a policy in every status" },
    { source: "assumed", what: "whether the principals exist is not looked at" },
  ],
  run({ ResourceArn, ResourcePolicy, PolicyRevisionId }, call) {
    const model = ownModel("PutResourcePolicy", ResourceArn, call);
    const problem = problemOf(ResourcePolicy);
    if (problem !== undefined) throw refusals.badPolicy(problem);
    if (PolicyRevisionId !== undefined && PolicyRevisionId !== model.policy?.revisionId) {
      throw refusals.staleRevision();
    }
    const mustName = call.world.comprehend.policyWithoutRevision === "refuse";
    if (PolicyRevisionId === undefined && model.policy && mustName) throw refusals.revisionMissing();
    const policy = newPolicy(ResourcePolicy, model.policy, call);
    putModel({ ...model, policy }, call);
    return { PolicyRevisionId: policy.revisionId };
  },
});
