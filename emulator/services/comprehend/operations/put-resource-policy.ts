import { assume } from "../../../behaviours/assumptions";
import { type Call, operation } from "../../../operation/operation";
import { optional, required, text } from "../../../validation/shapes";
import { isRole } from "../../iam/roles";
import { byKind, modelArn } from "../arns";
import { force, newPolicy, principalsOf, problemOf } from "../model-policies";
import { ownModel, putModel } from "../models";
import { refusals } from "../refusals";

export const revisionId = text({ max: 64, pattern: /[0-9A-Fa-f]+/ });

/** As AWS writes it: a message that refuses a text shows it. */
// eslint-disable-next-line no-control-regex -- tabs and line breaks are meant
const LATIN_1 = /[\u0009\u000A\u000D\u0020-\u00FF]+/;

const withoutRevision = assume(
  "comprehend.policyWithoutRevision",
  "without a revision id a policy that is there is overwritten (the CLI's example leans so)",
  { refused: "it is refused" },
);

const revisionOfNone = assume(
  "comprehend.revisionOfNone",
  "a revision id where there is no policy is a wrong one",
  { ignored: "it is put all the same" },
);

const principalsExist = assume(
  "comprehend.policyOfNobody",
  "whether roles and users exist is not looked at",
  { refused: "a role that does not exist makes the policy an invalid one" },
);

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
      source: "recorded",
      what: "a model takes a policy in every status: changed before its training began, kept IN_ERROR",
    },
    withoutRevision,
    revisionOfNone,
    principalsExist,
    ...force,
  ],
  permissions: [{ on: byKind("ResourceArn", ["document-classifier", "entity-recognizer"]) }],
  run({ ResourceArn, ResourcePolicy, PolicyRevisionId }, call) {
    const model = ownModel("PutResourcePolicy", ResourceArn, call);
    const problem = problemOf(ResourcePolicy);
    if (problem !== undefined) throw refusals.badPolicy(problem);
    const nobody = principalsExist.is("refused", call) ? missingRole(ResourcePolicy, call) : undefined;
    if (nobody !== undefined) throw refusals.badPolicy(`${nobody} does not exist`);
    const { policy: before } = model;
    const isIgnored = !before && revisionOfNone.is("ignored", call);
    if (PolicyRevisionId !== undefined && PolicyRevisionId !== before?.revisionId && !isIgnored) {
      throw refusals.staleRevision();
    }
    if (PolicyRevisionId === undefined && before && withoutRevision.is("refused", call)) {
      throw refusals.revisionMissing();
    }
    const policy = newPolicy(ResourcePolicy, model, call);
    const former = { ...(before && { policy: before }), changedAt: policy.modifiedAt };
    putModel({ ...model, policy, former }, call);
    return { PolicyRevisionId: policy.revisionId };
  },
});

/** A role among the principals that no account of the world has. */
function missingRole(policy: string, call: Call): string | undefined {
  return principalsOf(policy).find(
    (principal) => /^arn:[\w-]+:iam::\d{12}:role\//.test(principal) && !isRole(principal, call),
  );
}
