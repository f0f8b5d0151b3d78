import type { Aws } from "../../aws/aws";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { allWanting } from "../../aws/ownership/wanted-by";
import { resourceName } from "../../core/urn";
import type { Context } from "../../core/context";
import { reasonToKeep } from "../../core/ownership";
import { cancel } from "./cancel";
import { offerToAccept } from "./terms";
import type { Inputs } from "./declaration";
import { claimKey, ownershipKey, provenanceOf, type State } from "./state";

/** Cancels the agreement if it is this resource's to cancel; else keeps it and says why. */
export async function letGo(state: State, context: Context<Aws>): Promise<void> {
  const { claims, cloud, report } = context;
  const { modelId, accountId, region } = state;
  claims.removing(context.urn);
  const kept = await whyKept(state, context);
  if (kept !== undefined) {
    report.warn(`kept the agreement for ${modelId} in account ${accountId}, Region ${region}: ${kept}`);
    return;
  }
  await cloud.requireAccount(regionAndRoleOf(state), accountId);
  await requireNextOffer(state, context);
  const lost = "whoever else uses the model in this account loses it too, other stacks among them";
  report.info(`cancelling the agreement for ${modelId} in account ${accountId}: ${lost}`);
  await cancel(state, context);
  claims.forget(ownershipKey(state));
  warnSiblings(state, context);
}

/**
 * Why an agreement must survive the removal of its resource; undefined when it must not. Bedrock has no place for a mark, so
 * what is ours is left to whoever wants it and is made later in this run. Who was made before knows nothing of it.
 */
async function whyKept(state: State, context: Context<Aws>): Promise<string | undefined> {
  const { modelId, accountId, region, adopted, deletionPolicy } = state;
  const wishes = await allWanting(claimKey(modelId), accountId, context);
  const wish = wishes.find(({ owns }) => owns) ?? wishes[0];
  if (wish && !adopted) context.claims.bequeath(ownershipKey(state), provenanceOf(state));
  const wantedBy = wish && { name: resourceName(wish.urn), owns: wish.owns };
  const origin = "accepted by hand, under another name, or by a run that could not save it";
  const byHand = `aws bedrock delete-foundation-model-agreement --region ${region} --model-id ${modelId}`;
  const why = reasonToKeep({ deletionPolicy, wantedBy, mark: "none", adopted }, { origin, byHand });
  const isWantedHere = wishes.some((one) => one.region === undefined || one.region === region);
  if (why === undefined || wish === undefined || isWantedHere || why.includes(byHand)) return why;
  return [
    why,
    `If agreements hold in one Region only, nobody uses the one in ${region} any more; by hand: ${byHand}`,
    "Where it holds in all Regions, as it most likely does, that would take the model away in all of them.",
  ].join("\n  ");
}

/** A destroy knows no other resource than the ones it removes; what was written down tells who may be left behind. */
function warnSiblings({ modelId, accountId, __siblings = [] }: State, context: Context<Aws>): void {
  const left = __siblings.filter((urn) => !context.claims.isRemoved(urn)).map(resourceName);
  if (left.length === 0) return;
  context.report.warn(
    `cancelled the agreement for ${modelId}, which may hold in all Regions of account ${accountId}: ` +
      `${left.join(", ")} may have lost it as well, and the next \`pulumi up\` accepts it anew`,
  );
}

/**
 * Who gives an agreement up for another offer must be able to have that one: neither a mistyped id nor terms that nobody
 * has reviewed must cost the access.
 */
async function requireNextOffer(state: State, context: Context<Aws>): Promise<void> {
  const { claims, cloud } = context;
  const next = claims.givenUpFor<Inputs>(claimKey(state.modelId), context.urn);
  if (next?.modelId !== state.modelId) return;
  await offerToAccept(cloud.bedrock(regionAndRoleOf(state)), next, undefined, context);
}
