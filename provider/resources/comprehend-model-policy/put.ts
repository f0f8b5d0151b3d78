import { complete } from "../../aws/clients/answers";
import type { Aws } from "../../aws/aws";
import { seenSoon } from "../../aws/clients/seen-soon";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { isRefusal } from "../../aws/clients/send-once";
import { comprehendSdk } from "../../aws/clients/sdk";
import { type Context, waitOptions } from "../../core/context";
import { waitFor } from "../../core/wait";
import { type LivePolicy, policyOf } from "./model-policies";
import { type Inputs } from "./declaration";
import { modelOf, named } from "./state";
import { markOf } from "./policy-marks";
import { changesOf, policyTextOf, type Statements } from "./policy-statements";

/** How long AWS may take to show a policy that was put. */
const SHOWN_WITHIN_SECONDS = 2 * 60;

/** A policy that is to be put. */
export interface Put {
  /** The resource that puts it. */
  readonly resource: Inputs;
  readonly statements: Statements;
  /** What its mark is made of, besides the model. */
  readonly urnMark: string;
  /** What was there when we looked; what has come since is not overwritten unseen. */
  readonly before: LivePolicy | undefined;
}

/** @returns the revision that AWS has made of it; where the answer tells none, as it is seen */
export async function put({ resource, statements, urnMark, before }: Put, context: Context<Aws>) {
  const client = context.cloud.comprehend(regionAndRoleOf(resource));
  const { resourceArn: ResourceArn } = resource;
  const model = modelOf(resource);
  const mark = markOf(urnMark, ResourceArn);
  const command = new (comprehendSdk().PutResourcePolicyCommand)({
    ResourceArn,
    ResourcePolicy: policyTextOf(statements, model.partition, mark),
    ...(before && { PolicyRevisionId: before.revisionId }),
  });
  try {
    const answer = await client.send(command);
    return complete("PutResourcePolicy", answer, "PolicyRevisionId").PolicyRevisionId;
  } catch (thrown) {
    if (isRefusal(thrown)) throw thrown;
    const seen = await seenSoon(async () => {
      const live = await policyOf(client, model);
      if (!live || live.revisionId === before?.revisionId) return undefined;
      const isMarkedNow = live.mark === mark && before?.mark !== mark;
      return isMarkedNow || changesOf(live.statements, statements).length === 0 ? live : undefined;
    }, context);
    if (!seen) throw thrown;
    return seen.revisionId;
  }
}

/** Waits until AWS shows another policy than the one before. */
export async function shown({ resource, before }: Put, context: Context<Aws>): Promise<LivePolicy> {
  const client = context.cloud.comprehend(regionAndRoleOf(resource));
  let live: LivePolicy | undefined;
  const look = async () => {
    live = await policyOf(client, modelOf(resource));
    const isShown = live !== undefined && live.revisionId !== before?.revisionId;
    return { status: isShown ? "SHOWN" : "NOT_SHOWN" };
  };
  const withinSeconds = context.timeouts[before ? "update" : "create"] ?? SHOWN_WITHIN_SECONDS;
  const options = waitOptions(context);
  await waitFor(`${named(resource)} to be shown by AWS`, look, { goal: ["SHOWN"], withinSeconds }, options);
  return live!;
}
