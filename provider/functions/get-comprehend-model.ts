import type * as pulumi from "@pulumi/pulumi";

import { invoke, type Invoked, invokeOutput } from "../program/invoke";
import type { InvokeOptions } from "../program/invoke-options";
import type * as Half from "./calls/comprehend-models";
import type { GetComprehendModelArgs } from "./shapes/comprehend-models";
import type { ComprehendModel } from "../services/comprehend/comprehend-model";

/** The function's other half, which knows AWS; it is loaded at the first call. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const half = () => require("./calls/comprehend-models") as typeof Half;

const reading: Invoked<GetComprehendModelArgs, ComprehendModel> = {
  token: "model-access:index:getComprehendModel",
  call: (cloud, args) => half().readComprehendModel(cloud, args),
};

/**
 * Reads a custom Comprehend model of the account: one that it has trained, or one that it has imported. It is read at every
 * preview and update, and needs comprehend:DescribeDocumentClassifier or comprehend:DescribeEntityRecognizer.
 *
 * @throws Error when there is none, or AWS refuses; also when the provider is not known yet in a preview
 * @see https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DescribeDocumentClassifier.html
 */
export function getComprehendModel(
  args: GetComprehendModelArgs,
  options: InvokeOptions = {},
): Promise<ComprehendModel> {
  return invoke(reading, args, options);
}

/** {@link getComprehendModel} for arguments that are outputs of resources; unknown as long as they are. */
export function getComprehendModelOutput(
  args: { [K in keyof GetComprehendModelArgs]: pulumi.Input<GetComprehendModelArgs[K]> },
  options: InvokeOptions = {},
): pulumi.Output<ComprehendModel> {
  return invokeOutput(reading, args as pulumi.Input<GetComprehendModelArgs>, options);
}
