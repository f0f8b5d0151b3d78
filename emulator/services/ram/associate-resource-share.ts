import { operation } from "../../operation";
import { required } from "../../validation/shapes";
import { arn } from "./arns";
import { describeAssociation } from "./associations";
import { clientToken, once } from "./client-tokens";
import { associate, entities, requireSome } from "./entities";
import { changeableShare } from "./shares";

export const associateResourceShare = operation({
  name: "AssociateResourceShare",
  access: "write",
  http: { method: "POST", path: "/associateresourceshare", status: 200 },
  input: { resourceShareArn: required(arn), ...entities, clientToken },
  subject: "resourceShareArn",
  behaviours: [
    { source: "community", what: "an association is ASSOCIATING for a while, longest for an organization" },
    {
      source: "community",
      what: "the owner's own account as principal is no error: its association turns to FAILED",
    },
    {
      source: "community",
      what: "a resource that does not exist, or is not ready, turns to FAILED likewise",
    },
    { source: "docs", what: "no invitation within an organization where RAM sharing is on" },
    { source: "docs", what: "a principal invited stays ASSOCIATING until it accepts" },
    { source: "assumed", what: "what is associated already is answered as it is" },
    { source: "assumed", what: "the share's lastUpdatedTime does not move" },
  ],
  run(input, call) {
    return once("AssociateResourceShare", input, call, () => {
      const share = changeableShare(input.resourceShareArn, call);
      requireSome(input);
      const associations = associate(share, input, call);
      return {
        resourceShareAssociations: associations.map((association) => describeAssociation(association, call)),
      };
    });
  },
});
