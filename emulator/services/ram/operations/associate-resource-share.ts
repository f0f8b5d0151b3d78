import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arn } from "../arns";
import { describeChangedAssociation } from "../associations";
import { clientToken, once } from "../client-tokens";
import { associate, entities, ownAccount, requireSome } from "../entities";
import { changeableShare } from "../shares";
import { ENTITY_KEYS, ofEntities, severalAtOnce } from "../entity-keys";

export const associateResourceShare = operation({
  name: "AssociateResourceShare",
  access: "write",
  http: { method: "POST", path: "/associateresourceshare", status: 200 },
  input: { resourceShareArn: required(arn), ...entities, clientToken },
  subject: "resourceShareArn",
  behaviours: [
    { source: "community", what: "an association is ASSOCIATING for a while, longest for an organization" },
    ownAccount,
    {
      source: "community",
      what: "a resource that does not exist, or is not ready, turns to FAILED likewise",
    },
    { source: "docs", what: "no invitation within an organization where RAM sharing is on" },
    { source: "docs", what: "a principal invited stays ASSOCIATING until it accepts" },
    { source: "community", what: "what is associated already is answered as it is" },
    {
      source: "recorded",
      what: "the share's lastUpdatedTime does not move, an association's does with each status",
    },
    { source: "recorded", what: "the answer has neither names nor times" },
    severalAtOnce,
  ],
  permissions: [
    {
      on: { "resource-share": ({ resourceShareArn }) => resourceShareArn },
      context: ofEntities,
      keys: ENTITY_KEYS,
    },
  ],
  run(input, call) {
    return once("AssociateResourceShare", input, call, () => {
      const share = changeableShare(input.resourceShareArn, call);
      requireSome(input);
      const associations = associate(share, input, call);
      return {
        resourceShareAssociations: associations.map((association) =>
          describeChangedAssociation(association, call),
        ),
      };
    });
  },
});
