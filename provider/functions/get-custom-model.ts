import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRole } from "../aws/credentials/roles";
import { invoke, type Invoked, invokeOutput } from "../program/invoke";
import type { InvokeOptions } from "../program/invoke-options";
import type * as Half from "./calls/custom-models";

/** Which custom model {@link getCustomModel} reads. */
export interface GetCustomModelArgs {
  /** The model's ARN; or its name, for a model of the account's own. */
  modelIdentifier: string;
  /** The AWS Region to call. @default that of the ARN, else as for resources */
  region?: string;
  /** A role to assume, on top of the configured credentials. */
  assumeRole?: AssumeRole;
}

/** A custom model, by AWS's names. */
export interface CustomModel {
  readonly modelArn: string;
  readonly modelName: string;
  /** `Active`, `Creating` or `Failed`. */
  readonly modelStatus: string;
  readonly ownerAccountId: string;
  readonly baseModelArn?: string;
  /** How it was made of the base model, such as `FINE_TUNING`. */
  readonly customizationType?: string;
  /** The ARN of the key that encrypts it; absent where it is AWS's own. */
  readonly modelKmsKeyArn?: string;
  /** When it was made, in ISO 8601. */
  readonly creationTime?: string;
}

/** The function's other half, which knows AWS; it is loaded at the first call. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const half = () => require("./calls/custom-models") as typeof Half;

const reading: Invoked<GetCustomModelArgs, CustomModel> = {
  token: "model-access:index:getCustomModel",
  call: (cloud, args) => half().readCustomModel(cloud, args),
};

/**
 * Reads a custom model: one of the account's own, or one that another account shares with it. It is read at every
 * preview and update, and needs bedrock:GetCustomModel.
 *
 * @throws Error when there is none, or AWS refuses; also when the provider is not known yet in a preview
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModel.html
 */
export function getCustomModel(args: GetCustomModelArgs, options: InvokeOptions = {}): Promise<CustomModel> {
  return invoke(reading, args, options);
}

/** {@link getCustomModel} for arguments that are outputs of resources; unknown as long as they are. */
export function getCustomModelOutput(
  args: { [K in keyof GetCustomModelArgs]: pulumi.Input<GetCustomModelArgs[K]> },
  options: InvokeOptions = {},
): pulumi.Output<CustomModel> {
  return invokeOutput(reading, args as pulumi.Input<GetCustomModelArgs>, options);
}
