import { isDeepStrictEqual } from "node:util";

import { complete } from "../aws/answers";
import type { Aws } from "../aws/aws";
import { catalogue } from "../aws/catalogue";
import { explained } from "../aws/doing";
import { placeOf } from "../aws/place";
import { isRefusal } from "../aws/send-once";
import { comprehendSdk } from "../aws/sdk";
import { type Context, waitOptions } from "../core/context";
import { ModelAccessError, UnfinishedError } from "../core/errors";
import { toPlain } from "../core/props";
import { waitFor } from "../core/wait";
import { type LivePolicy, policyOf, policyStillOf } from "./model-policies";
import type { Inputs } from "./model-policy.inputs";
import { claimKey, meaningOf, modelOf, named, type State, stateOf } from "./model-policy.state";
import { describedModel } from "./models";
import { changesOf, mayMean, policyTextOf, type Statements } from "./policy-statements";

/** How long AWS may take to show a policy that was put. */
const SHOWN_WITHIN_SECONDS = 2 * 60;
/** Whoever is overtaken more often than that has a rival who will not stop. */
const MOST_ATTEMPTS = 4;

/**
 * Looks, and puts the policy where it means something else than what is wanted. Each put carries the revision that was
 * looked at, so that nobody's change is overwritten unseen.
 * @param previous the state of an update; a create has none
 */
export async function reconcile(
  inputs: Inputs,
  previous: State | undefined,
  context: Context<Aws>,
): Promise<State> {
  const client = context.cloud.comprehend(placeOf(inputs));
  const model = modelOf(inputs);
  const ours = previous ?? context.claims.remembered<State>(claimKey(inputs));
  let live = await (previous ? policyStillOf(client, model, context) : policyOf(client, model));
  for (let attempt = 1; ; attempt += 1) {
    const isLate = attempt > 1 || previous === undefined;
    const meaning = live && meaningOf(live, ours);
    if (live && meaning && isWanted(meaning, inputs, isLate)) {
      // What is there once we have been overtaken may be what an earlier attempt has put.
      return stateOf(inputs, live, attempt === 1 && (ours?.adopted ?? true), meaning);
    }
    if (meaning) requireKnown(meaning, inputs, ours, context);
    else await requireModel(inputs, context);
    try {
      const answer = await client.send(
        new (comprehendSdk().PutResourcePolicyCommand)({
          ResourceArn: inputs.resourceArn,
          ResourcePolicy: policyTextOf(inputs.statements, model.partition),
          ...(live && { PolicyRevisionId: live.revisionId }),
        }),
      );
      return await shown(inputs, answer, live, context);
    } catch (thrown) {
      // By what code AWS says that a revision is an old one, nobody knows; by the revision it can be told.
      if (!isRefusal(thrown)) throw thrown;
      const now = await policyOf(client, model);
      if (now?.revisionId === live?.revisionId || attempt >= MOST_ATTEMPTS) throw thrown;
      live = now;
    }
  }
}

/** Sids grant nothing, so those of a policy that was found are left alone; a change of the program's is put. */
function isWanted(meaning: Statements, inputs: Inputs, isLate: boolean): boolean {
  if (changesOf(meaning, inputs.statements).length > 0) return false;
  return isLate || isDeepStrictEqual(meaning, inputs.statements);
}

/** @throws ModelAccessError when somebody else has said something that the program does not want to go */
function requireKnown(
  meaning: Statements,
  inputs: Inputs,
  ours: State | undefined,
  { report }: Context<Aws>,
): void {
  const changes = changesOf(ours?.statements ?? inputs.statements, meaning);
  // What is wanted may be there since a run that was killed.
  if (changes.length === 0 || mayMean(meaning, inputs.statements)) return;
  if (inputs.onExisting === "overwrite") {
    report.warn(inputs.__urn, `overwrote another policy of the model; its statements: ${changes.join(", ")}`);
    return;
  }
  throw otherPolicy(changes, ours !== undefined, [
    'onExisting: "overwrite" puts this one instead. Nothing was changed.',
  ]);
}

/** @param changes the statements of the policy that is there, as against what was known or is wanted */
export function otherPolicy(
  changes: readonly string[],
  isOurs: boolean,
  next: readonly string[],
): ModelAccessError {
  const summary = isOurs ? "the policy was changed outside of this stack" : "another policy is there already";
  return new ModelAccessError(summary, [
    `Its statements, as against ${isOurs ? "what was known" : "this one"}: ${changes.join(", ")}.`,
    ...(isOurs ? ["`pulumi refresh` takes note of it and shows it."] : []),
    ...next,
  ]);
}

/** A model that does not exist has no policy either. @throws ModelAccessError when there is none */
async function requireModel(inputs: Inputs, { cloud }: Context<Aws>): Promise<void> {
  const { accountId, region } = modelOf(inputs);
  const model = await describedModel(cloud.comprehend(placeOf(inputs)), modelOf(inputs));
  if (model && model.Status !== "DELETING") return;
  throw new ModelAccessError(
    `account ${accountId} has no such model in ${region}`,
    catalogue.noSuchModel.next,
  );
}

/** Waits until AWS shows another policy than the one before. */
async function shown(
  inputs: Inputs,
  put: { readonly PolicyRevisionId?: string | undefined },
  before: LivePolicy | undefined,
  context: Context<Aws>,
): Promise<State> {
  const client = context.cloud.comprehend(placeOf(inputs));
  let live: LivePolicy | undefined;
  const look = async () => {
    live = await policyOf(client, modelOf(inputs));
    const isShown = live !== undefined && live.revisionId !== before?.revisionId;
    return { status: isShown ? "SHOWN" : "NOT_SHOWN" };
  };
  const withinSeconds = inputs.__timeouts?.[before ? "update" : "create"] ?? SHOWN_WITHIN_SECONDS;
  try {
    const { PolicyRevisionId } = complete("PutResourcePolicy", put, "PolicyRevisionId");
    const options = waitOptions(inputs.__urn, context);
    await waitFor(`${named(inputs)} to be shown by AWS`, look, { goal: ["SHOWN"], withinSeconds }, options);
    // However AWS writes what we have put: it means what we have put.
    const isOurs = live!.revisionId === PolicyRevisionId;
    return stateOf(inputs, live!, false, isOurs ? inputs.statements : live!.statements);
  } catch (thrown) {
    const error = explained(thrown).while(`waiting for ${named(inputs)} to be shown by AWS`);
    const sent = { statements: inputs.statements, revisionId: put.PolicyRevisionId ?? "" };
    throw new UnfinishedError(inputs.resourceArn, toPlain(stateOf(inputs, sent, false)), error);
  }
}
