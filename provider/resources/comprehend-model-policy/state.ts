import { clipped, ModelAccessError } from "../../core/errors";
import { type ModelArn, parseModelArn, shortNameOf } from "../../services/comprehend/model-arn";
import type { LivePolicy } from "./model-policies";
import type { Inputs, Shown } from "./declaration";
import { policyTextOf, type Statements, withSidsOf } from "./policy-statements";

/** What Pulumi keeps of a policy: the inputs, with the statements as AWS shows them, and what AWS says besides. */
export interface State extends Shown {
  /** What the mark is made of that we have put, besides the model; see `policy-marks.ts`. */
  readonly __mark?: string | undefined;
}

/** The thing in messages. */
export function named({ resourceArn }: Pick<Inputs, "resourceArn">): string {
  const model = parseModelArn(resourceArn);
  return `Comprehend model policy (${model ? shortNameOf(model) : resourceArn})`;
}

/** Under what a policy is wanted in this run: a model has one, and its ARN tells the account. */
export function claimKey({ resourceArn }: Pick<Inputs, "resourceArn">): string {
  return `model-policy/${resourceArn}`;
}

/** The model that a policy is of; inputs that were checked have one. */
export function modelOf({ resourceArn }: Pick<Inputs, "resourceArn">): ModelArn {
  const model = parseModelArn(resourceArn);
  if (!model)
    throw new ModelAccessError(`${JSON.stringify(clipped(resourceArn))} is no ARN of a custom model`);
  return model;
}

/**
 * What a policy means. Where AWS shows the very text that our state has taken note of, or for the first time the revision
 * that we have put, it means what the state knows: AWS may leave out Sids and write principals in its own way. Another text
 * of the same revision is another policy: so AWS shows that a role it names was deleted.
 */
export function meaningOf(live: LivePolicy, known: State | undefined): Statements {
  if (!known) return live.statements;
  const wasShown = known.lastModifiedTime !== undefined;
  const isKnown = wasShown
    ? policyTextOf(live.statements, modelOf(known).partition) === known.policy
    : live.revisionId === known.policyRevisionId;
  return isKnown ? known.statements : live.statements;
}

/**
 * @param whose whether the policy was there before, and is as it was; else the mark that we have put
 * @param statements what the policy means, if not just what it says
 */
export function stateOf(
  inputs: Inputs,
  live: LivePolicy,
  whose: Pick<State, "adopted" | "__mark">,
  statements: Statements = live.statements,
): State {
  const { accountId, partition } = modelOf(inputs);
  const { revisionId, creationTime, lastModifiedTime } = live;
  return {
    ...inputs,
    statements: withSidsOf(inputs.statements, statements),
    accountId,
    policy: policyTextOf(live.statements, partition),
    policyRevisionId: revisionId,
    ...(creationTime && { creationTime: creationTime.toISOString() }),
    ...(lastModifiedTime && { lastModifiedTime: lastModifiedTime.toISOString() }),
    ...whose,
  };
}
