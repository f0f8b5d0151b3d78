import { operation } from "../../operation";
import { optional, required } from "../../validation/shapes";
import { modelArn } from "./arns";
import { ownModel, putModel } from "./models";
import { revisionId } from "./put-resource-policy";
import { refusals } from "./refusals";

export const deleteResourcePolicy = operation({
  name: "DeleteResourcePolicy",
  access: "write",
  input: { ResourceArn: required(modelArn), PolicyRevisionId: optional(revisionId) },
  subject: "ResourceArn",
  behaviours: [
    { source: "botocore", what: "the revision id may be left out" },
    { source: "assumed", what: "nobody may import any more at once; imports that have begun go on" },
  ],
  run({ ResourceArn, PolicyRevisionId }, call) {
    const { policy, ...model } = ownModel("DeleteResourcePolicy", ResourceArn, call);
    if (!policy) throw refusals.noPolicy(ResourceArn);
    if (PolicyRevisionId !== undefined && PolicyRevisionId !== policy.revisionId) {
      throw refusals.staleRevision();
    }
    putModel(model, call);
    return {};
  },
});
