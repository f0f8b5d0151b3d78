import type * as pulumi from "@pulumi/pulumi";

import { invoke, type Invoked, invokeOutput } from "../program/invoke";
import type { InvokeOptions } from "../program/invoke-options";
import type * as Half from "./calls/custom-models";
import type { CustomModel, GetCustomModelArgs } from "./shapes/custom-models";

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
