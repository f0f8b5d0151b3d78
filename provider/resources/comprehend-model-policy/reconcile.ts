import { isDeepStrictEqual } from "node:util";

import type { Aws } from "../../aws/aws";
import { catalogue } from "../../aws/errors/catalogue";
import { explained } from "../../aws/errors/explained";
import { firstMark } from "../../aws/ownership/marks";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { isRefusal } from "../../aws/clients/send-once";
import type { Context } from "../../core/context";
import { ModelAccessError, UnfinishedError } from "../../core/errors";
import type { Mark } from "../../core/ownership";
import { toPlain } from "../../core/props";
import { advised } from "../../core/wait";
import { policyOf, policyStillOf } from "./model-policies";
import { type Inputs } from "./declaration";
import { put, type Put, shown } from "./put";
import { claimKey, meaningOf, modelOf, named, type State, stateOf } from "./state";
import { describedModel } from "../../services/comprehend/models";
import { judgedPolicy } from "./policy-marks";
import { changesOf, mayMean, type Statements } from "./policy-statements";

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
  const client = context.cloud.comprehend(regionAndRoleOf(inputs));
  const model = modelOf(inputs);
  const ours = previous ?? context.claims.remembered<State>(claimKey(inputs));
  // The mark stays as it was where an alias has given the resource another name: a run that is killed saves no other one.
  const urnMark = previous?.__mark ?? firstMark(context.urn);
  let live = await (previous ? policyStillOf(client, model, context) : policyOf(client, model));
  for (let attempt = 1; ; attempt += 1) {
    const isLate = attempt > 1 || previous === undefined;
    const meaning = live && meaningOf(live, ours);
    const mark = judgedPolicy(live?.mark, { ...inputs, urn: context.urn, __mark: ours?.__mark });
    if (live && meaning && isWanted(meaning, inputs, isLate)) {
      // What is there once we have been overtaken may be what an earlier attempt has put.
      const adopted = attempt === 1 && mark !== "ours" && (ours?.adopted ?? true);
      return stateOf(inputs, live, { adopted, __mark: ours?.__mark }, meaning);
    }
    if (meaning) requireKnown(meaning, inputs, ours, mark, context);
    else await requireModel(inputs, context);
    const wanted = { resource: inputs, statements: inputs.statements, urnMark, before: live };
    let revisionId: string;
    try {
      revisionId = await put(wanted, context);
    } catch (thrown) {
      // Nobody knows AWS's code for an old revision; comparing the revisions tells.
      if (!isRefusal(thrown)) throw thrown;
      const now = await policyOf(client, model);
      if (now?.revisionId === live?.revisionId || attempt >= MOST_ATTEMPTS) throw thrown;
      live = now;
      continue;
    }
    return settled(wanted, revisionId, context);
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
  mark: Mark,
  { report }: Context<Aws>,
): void {
  const changes = changesOf(ours?.statements ?? inputs.statements, meaning);
  // What is wanted may be there since a run that was killed.
  if (changes.length === 0 || mayMean(meaning, inputs.statements)) return;
  const which = `its statements: ${changes.join(", ")}`;
  if (!ours && mark === "ours") {
    report.warn(`overwrote a policy that an earlier run of this resource had put; ${which}`);
    return;
  }
  if (inputs.onExisting === "overwrite") {
    report.warn(`overwrote another policy of the model; ${which}`);
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
  const model = await describedModel(cloud.comprehend(regionAndRoleOf(inputs)), modelOf(inputs));
  if (model && model.Status !== "DELETING") return;
  throw new ModelAccessError(
    `account ${accountId} has no such model in ${region}`,
    catalogue.noSuchModel.next,
  );
}

/** Waits until AWS shows what was put. @throws UnfinishedError when it does not */
async function settled(wanted: Put, revisionId: string, context: Context<Aws>) {
  const { resource: inputs, urnMark: __mark } = wanted;
  const whose = { adopted: false, __mark };
  try {
    const live = await shown(wanted, context);
    // However AWS writes what we have put: it means what we have put.
    return stateOf(inputs, live, whose, live.revisionId === revisionId ? inputs.statements : live.statements);
  } catch (thrown) {
    const error = explained(advised(thrown)).while(`waiting for ${named(inputs)} to be shown by AWS`);
    const sent = { statements: inputs.statements, revisionId };
    throw new UnfinishedError(inputs.resourceArn, toPlain(stateOf(inputs, sent, whose)), error);
  }
}
