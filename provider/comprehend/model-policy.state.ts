import { ModelAccessError } from "../core/errors";
import { type ModelVersionArn, parseModelVersionArn } from "./model-arn";
import type { LivePolicy } from "./model-policies";
import type { Inputs } from "./model-policy.inputs";
import { policyTextOf, withSidsOf } from "./policy-statements";

/** What Pulumi keeps of a policy: the inputs, with the statements as AWS shows them, and what AWS says besides. */
export interface State extends Inputs {
  readonly accountId: string;
  /** In normal form, whether or not the program wrote it so. */
  readonly policy: string;
  readonly policyRevisionId: string;
  readonly creationTime?: string;
  readonly lastModifiedTime?: string;
  /** An equal one was there when we came. */
  readonly adopted: boolean;
}

/** The thing in messages. */
export function named({ resourceArn }: Pick<Inputs, "resourceArn">): string {
  const model = parseModelVersionArn(resourceArn);
  return `Comprehend model policy (${model ? `${model.modelName}/${model.versionName}` : resourceArn})`;
}

/** Under what a policy is wanted in this run: a version has one, and its ARN tells the account. */
export function claimKey({ resourceArn }: Pick<Inputs, "resourceArn">): string {
  return `model-policy/${resourceArn}`;
}

/** The model that a policy is of; inputs that were checked have one. */
export function modelOf({ resourceArn }: Pick<Inputs, "resourceArn">): ModelVersionArn {
  const model = parseModelVersionArn(resourceArn);
  if (!model) throw new ModelAccessError(`${JSON.stringify(resourceArn)} is no ARN of a model's version`);
  return model;
}

/** @param adopted whether the policy was there before, and is as it was */
export function stateOf(inputs: Inputs, live: LivePolicy, adopted: boolean): State {
  const { accountId, partition } = modelOf(inputs);
  const { statements, revisionId, creationTime, lastModifiedTime } = live;
  return {
    ...inputs,
    statements: withSidsOf(inputs.statements, statements),
    accountId,
    policy: policyTextOf(statements, partition),
    policyRevisionId: revisionId,
    ...(creationTime && { creationTime: creationTime.toISOString() }),
    ...(lastModifiedTime && { lastModifiedTime: lastModifiedTime.toISOString() }),
    adopted,
  };
}
