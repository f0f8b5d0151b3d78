import { type Call, operation } from "../../operation";
import { required } from "../../validation/shapes";
import { arn, requireArn } from "./arns";
import { type Association, associationsOf, describeAssociation, isAlive } from "./associations";
import { clientToken, once } from "./client-tokens";
import { disassociate, type Entities, entities, requireSome } from "./entities";
import { refusals } from "./refusals";
import { changeableShare, type Share, shareTable } from "./shares";
import { sharesSeenBy } from "./sharing";

export const disassociateResourceShare = operation({
  name: "DisassociateResourceShare",
  access: "write",
  http: { method: "POST", path: "/disassociateresourceshare", status: 200 },
  input: { resourceShareArn: required(arn), ...entities, clientToken },
  subject: "resourceShareArn",
  behaviours: [
    {
      source: "community",
      what: "what was taken out stays listed as DISASSOCIATED, until it is put in again",
    },
    { source: "docs", what: "a recipient leaves with its own account id, if it has joined by an invitation" },
    { source: "assumed", what: "a pending invitation is withdrawn with its principal" },
  ],
  run(input, call) {
    return once("DisassociateResourceShare", input, call, () => {
      requireSome(input);
      const { resourceShareArn } = input;
      requireArn("resource-share", resourceShareArn);
      const [joined] = sharesSeenBy(call.account, call.region, call).filter(
        (s) => s.arn === resourceShareArn,
      );
      const share = joined ?? changeableShare(resourceShareArn, call);
      const gone = joined ? leave(joined, input, call) : disassociate(share, input, call);
      return { resourceShareAssociations: gone.map((association) => describeAssociation(association, call)) };
    });
  },
});

/** What a recipient can do by itself. */
function leave(share: Share, { principals, resourceArns, sources }: Entities, call: Call): Association[] {
  const isItself = principals?.length === 1 && principals[0] === call.account && !resourceArns && !sources;
  const joined = associationsOf(share.arn, call).find(
    ({ entity, invitation }) => entity === call.account && invitation !== undefined,
  );
  if (!isItself || !joined || !isAlive(joined, call)) throw refusals.cannotLeave();
  return disassociate(shareTable(call.store).get(share.arn)!, { principals }, call);
}
