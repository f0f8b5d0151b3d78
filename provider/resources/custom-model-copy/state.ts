import { clipped, ModelAccessError } from "../../core/errors";
import type { Inputs, Shown } from "./declaration";
import { parseCustomModelArn } from "../../services/bedrock/custom-model-arn";

/** What Pulumi keeps of a copy: the inputs, and the copy as AWS shows it. */
export interface State extends Shown {
  /** Our mark on the model; see `aws/ownership/marks.ts`. */
  readonly __mark?: string | undefined;
}

/** The thing in messages. */
export function named({ modelName }: Pick<Inputs, "modelName">): string {
  return `custom model copy (${modelName})`;
}

/** Under what a copy is wanted in this run: in an account and Region a name is there once. */
export function claimKey({ region, modelName }: Pick<Inputs, "region" | "modelName">): string {
  return `copy/${region}/${modelName}`;
}

/** The command that deletes a copy, for a person. */
export function deletedByHand({ region, modelArn }: Pick<State, "region" | "modelArn">): string {
  return `aws bedrock delete-custom-model --region ${region} --model-identifier ${modelArn}`;
}

/** @throws ModelAccessError when the id is not the ARN of a custom model */
export function parseCopyId(id: string): { region: string; accountId: string } {
  const arn = parseCustomModelArn(id);
  if (!arn) throw new ModelAccessError(`${JSON.stringify(clipped(id))} is no ARN of a custom model`);
  return arn;
}
