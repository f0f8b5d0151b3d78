import type { ResourceShareInvitation } from "@aws-sdk/client-ram";

import type { Aws } from "../../aws/aws";
import { doing } from "../../aws/errors/explained";
import { givenRole, movedBy, regionAndRoleOf } from "../../aws/region-and-role";
import { wantedBy } from "../../aws/ownership/wanted-by";
import { ModelAccessError } from "../../core/errors";
import { replacedBy } from "../../core/declaration/replaced";
import type { Lifecycle } from "../../core/lifecycle";
import { reasonToKeep } from "../../core/ownership";
import { checkInputs } from "./check";
import { declaration, HEALTHY, type Inputs, SHARE_ARN } from "./declaration";
import { ACCEPTED, accept, leave, stateOf } from "./reconcile";
import { claimKey, named, type State } from "./state";
import { invitationsTo, receivedShare } from "../../services/ram/received";
import { withKnownShare } from "../../services/ram/share-of-this-run";

const isAccepted = ({ status }: ResourceShareInvitation): boolean => status === "ACCEPTED";

/** How the acceptance of a share lives, on its recipient's side. */
export const customModelShareAcceptance: Lifecycle<Inputs, State, Aws> = {
  declaration,

  observed: ({ status }) => ({ status }),

  check(news, context) {
    const { cloud, claims, urn } = context;
    const checked = checkInputs(withKnownShare(news, context), cloud);
    const { shareArn } = checked.inputs;
    if (typeof shareArn === "string")
      claims.claim(claimKey(shareArn), { urn, place: regionAndRoleOf(checked.inputs) });
    return Promise.resolve(checked);
  },

  diff: (state, news, { cloud }) => ({
    replaces: [...replacedBy(declaration, state, news), ...movedBy(state, news, cloud.config)],
  }),

  async create(inputs, context) {
    return doing(`creating ${named(inputs)}`, async () => {
      const { accountId } = await context.cloud.identity(regionAndRoleOf(inputs));
      return { id: inputs.shareArn, state: await accept(accountId, inputs, undefined, context) };
    });
  },

  async find(id, given, { cloud }) {
    const [, region] = SHARE_ARN.exec(id) ?? [];
    if (region === undefined)
      throw new ModelAccessError(`${JSON.stringify(id)} is no ARN of a resource share`);
    const inputs: Inputs = { shareArn: id, ...HEALTHY, region, ...givenRole(given) };
    return doing(`reading ${named(inputs)}`, async () => {
      const { accountId } = await cloud.identity(regionAndRoleOf(inputs));
      const client = cloud.ram(regionAndRoleOf(inputs));
      const share = await receivedShare(client, id);
      if (!share) throw new ModelAccessError(`account ${accountId} sees no such share of others`);
      const accepted = (await invitationsTo(client, id)).find(isAccepted);
      return { inputs, state: stateOf(accountId, inputs, share, accepted, true) };
    });
  },

  async read(_id, state, { cloud }) {
    return doing(`reading ${named(state)}`, async () => {
      await cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      const client = cloud.ram(regionAndRoleOf(state));
      const share = await receivedShare(client, state.shareArn);
      // A share that nobody has seen yet is not gone while its invitation is accepted.
      const isOnItsWay = !share && state.status === ACCEPTED.status;
      if (isOnItsWay && (await invitationsTo(client, state.shareArn)).some(isAccepted)) return state;
      if (!share) return undefined;
      return { ...state, status: share.status ?? "UNKNOWN", shareName: share.name ?? "" };
    });
  },

  async update(_id, state, inputs, context) {
    return doing(`updating ${named(inputs)}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(inputs), state.accountId);
      return accept(state.accountId, inputs, state, context);
    });
  },

  async delete(_id, state, context) {
    // Nobody has to accept inside an organization, and nobody can leave.
    if (state.mode === "organization") return;
    await doing(`deleting ${named(state)}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      const { shareArn, accountId, adopted, deletionPolicy, region } = state;
      const wanting = await wantedBy(claimKey(shareArn), accountId, context);
      // Nothing of a share can be marked by its recipient: the state has to know.
      const kept = reasonToKeep(
        { deletionPolicy, wantedBy: wanting, mark: "none", adopted },
        {
          origin: "somebody had accepted its invitation",
          byHand:
            `aws ram disassociate-resource-share --region ${region} --resource-share-arn ${shareArn} ` +
            `--principals ${accountId}`,
        },
      );
      if (kept === undefined) return leave(state, context);
      context.report.warn(`kept the share ${shareArn}: ${kept}`);
    });
  },
};
