import type { Aws } from "../../aws/aws";
import { firstMark } from "../../aws/ownership/marks";
import { wantedBy } from "../../aws/ownership/wanted-by";
import type { Context } from "../../core/context";
import { reasonToKeep } from "../../core/ownership";
import type { LivePolicy } from "./model-policies";
import { put, shown } from "./put";
import { claimKey, meaningOf, modelOf, type State } from "./state";
import { judgedPolicy, markOf } from "./policy-marks";
import { policyTextOf } from "./policy-statements";

/**
 * Why a policy survives the removal of its resource; undefined when it is ours to delete. What is kept because another
 * resource of the run wants it is marked as that one's.
 * @param live the policy as AWS shows it; undefined where it need not be looked at
 */
export async function reasonToKeepPolicy(
  state: State,
  live: LivePolicy | undefined,
  context: Context<Aws>,
): Promise<string | undefined> {
  const { deletionPolicy, adopted, resourceArn, region } = state;
  const remedy = {
    origin: "put by hand, at the training, or by a run that could not save it",
    byHand: `aws comprehend delete-resource-policy --region ${region} --resource-arn ${resourceArn}`,
  };
  const mark = judgedPolicy(live?.mark, { ...state, urn: context.urn });
  const isRetained = deletionPolicy === "retain";
  const heir = isRetained ? undefined : await wantedBy(claimKey(state), state.accountId, context);
  const isOurs = mark === "ours" || (mark === "none" && !adopted);
  if (!heir || !live || !isOurs) {
    return reasonToKeep({ deletionPolicy, mark, adopted, wantedBy: heir }, remedy);
  }
  context.claims.bequeath(claimKey(state), state);
  const hasIt = heir.urn === context.urn ? mark === "ours" : await handOver(live, state, heir.urn, context);
  return reasonToKeep({ mark, adopted, wantedBy: hasIt ? { ...heir, owns: true } : heir }, remedy);
}

/** Marks the policy as another resource's. @returns whether it bears that mark now */
async function handOver(
  before: LivePolicy,
  state: State,
  heir: string,
  context: Context<Aws>,
): Promise<boolean> {
  const { partition } = modelOf(state);
  const urnMark = firstMark(heir);
  const mark = markOf(urnMark, state.resourceArn);
  if (before.mark === mark) return true;
  const statements = meaningOf(before, state);
  // Where the program gives every Sid, a mark has no place.
  if (policyTextOf(statements, partition) === policyTextOf(statements, partition, mark)) return false;
  const request = { resource: state, statements, urnMark, before };
  await put(request, context);
  return (await shown(request, context)).mark === mark;
}
