import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { optional, required } from "../../../validation/shapes";
import { modelArn, byKind } from "../arns";
import { failImportsOf } from "../imports";
import { ownModel, putModel } from "../models";
import { revisionId } from "./put-resource-policy";
import { refusals } from "../refusals";

const withdrawal = assume("comprehend.withdrawnPolicy", "nobody may import any more with the answer", {
  late: "others may for a while, as after a put",
});

const begun = assume("comprehend.importsBegun", "imports that have begun go on when the policy is deleted", {
  fail: "they end IN_ERROR",
});

const none = assume("comprehend.deletionOfNone", "there has to be a policy", {
  accepted: "it is answered as if there had been one",
});

export const deleteResourcePolicy = operation({
  name: "DeleteResourcePolicy",
  access: "write",
  input: { ResourceArn: required(modelArn), PolicyRevisionId: optional(revisionId) },
  subject: "ResourceArn",
  behaviours: [{ source: "botocore", what: "the revision id may be left out" }, withdrawal, begun, none],
  permissions: [{ on: byKind("ResourceArn", ["document-classifier", "entity-recognizer"]) }],
  run({ ResourceArn, PolicyRevisionId }, call) {
    const { policy, former: _, ...model } = ownModel("DeleteResourcePolicy", ResourceArn, call);
    if (!policy && none.is("accepted", call)) return {};
    if (!policy) throw refusals.noPolicy(ResourceArn);
    if (PolicyRevisionId !== undefined && PolicyRevisionId !== policy.revisionId) {
      throw refusals.staleRevision();
    }
    const isLate = withdrawal.is("late", call);
    putModel({ ...model, ...(isLate && { former: { policy, changedAt: call.clock.now() } }) }, call);
    if (begun.is("fail", call)) failImportsOf(ResourceArn, call);
    return {};
  },
});
