import { clipped, ModelAccessError } from "../../core/errors";
import type { Inputs } from "./inputs";
import { parseCustomModelArn } from "../../services/bedrock/custom-model-arn";

/** What Pulumi keeps of a copy: the inputs, and the copy as AWS shows it. */
export interface State extends Inputs {
  readonly accountId: string;
  readonly modelArn: string;
  /** Absent where AWS keeps no record of the copying any more. */
  readonly jobArn?: string | undefined;
  readonly sourceAccountId: string;
  readonly modelKmsKeyArn?: string | undefined;
  readonly baseModelArn?: string | undefined;
  /** It was there when we came, and was not made for this resource. */
  readonly adopted: boolean;
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

/** @throws ModelAccessError when the id is not the ARN of a custom model */
export function parseCopyId(id: string): { region: string; accountId: string } {
  const arn = parseCustomModelArn(id);
  if (!arn) throw new ModelAccessError(`${JSON.stringify(clipped(id))} is no ARN of a custom model`);
  return arn;
}
