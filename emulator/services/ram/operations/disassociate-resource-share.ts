import { type Call, operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { arn, requireArn } from "../arns";
import { associationsOf, describeChangedAssociation, isAlive } from "../associations";
import { type Association, type Share, shareTable } from "../records";
import { clientToken, once } from "../client-tokens";
import {
  disassociate,
  type Entities,
  entities,
  requireSome,
  takingOutAgain,
  waitingBlocks,
} from "../entities";
import { withdrawn } from "../invitations";
import { refusals } from "../refusals";
import { changeableShare } from "../shares";
import { sharesSeenBy } from "../sharing";
import { ENTITY_KEYS, ofEntities, severalAtOnce } from "../entity-keys";

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
    {
      source: "community",
      what: "refused while another association is on its way; the error names the status",
    },
    {
      source: "docs",
      what: "a recipient leaves with its own account id, if it has joined by an invitation and the share holds no custom model",
    },
    { source: "recorded", what: "the answer has neither names nor times" },
    withdrawn,
    waitingBlocks,
    takingOutAgain,
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
    return once("DisassociateResourceShare", input, call, () => {
      requireSome(input);
      const { resourceShareArn } = input;
      requireArn("resource-share", resourceShareArn);
      const [joined] = sharesSeenBy(call).filter(
        ({ arn: its, deletedAt }) => its === resourceShareArn && deletedAt === undefined,
      );
      const share = joined ?? changeableShare(resourceShareArn, call);
      const gone = joined ? leave(joined, input, call) : disassociate(share, input, call);
      return {
        resourceShareAssociations: gone.map((association) => describeChangedAssociation(association, call)),
      };
    });
  },
});

/** What a recipient can do by itself. */
function leave(share: Share, { principals, resourceArns, sources }: Entities, call: Call): Association[] {
  const isItself = principals?.length === 1 && principals[0] === call.account && !resourceArns && !sources;
  const alive = associationsOf(share.arn, call).filter((association) => isAlive(association, call));
  const joined = alive.find(({ entity, invitation }) => entity === call.account && invitation !== undefined);
  // Of all types that can be left, custom models are none, and nothing else can be shared here.
  if (!isItself || !joined || alive.some(({ type }) => type === "RESOURCE")) throw refusals.cannotLeave();
  return disassociate(shareTable(call.store).get(share.arn)!, { principals }, call);
}
