import type * as pulumi from "@pulumi/pulumi";

import { invoke, type Invoked, invokeOutput } from "../program/invoke";
import type { InvokeOptions } from "../program/invoke-options";
import type * as Half from "./calls/comprehend-models";
import type { ListComprehendModelVersionsArgs } from "./shapes/comprehend-models";
import type { ComprehendModel } from "../services/comprehend/comprehend-model";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded at the first call
const half = () => require("./calls/comprehend-models") as typeof Half;

const reading: Invoked<ListComprehendModelVersionsArgs, ComprehendModel[]> = {
  token: "model-access:index:listComprehendModelVersions",
  call: (cloud, args) => half().readComprehendModelVersions(cloud, args),
  list: "models",
};

/**
 * The versions of the account's custom Comprehend models, the newest first, in whatever status they are. It is read at every
 * preview and update, and needs comprehend:ListDocumentClassifiers or comprehend:ListEntityRecognizers.
 *
 * @throws Error when AWS refuses; also when the provider is not known yet in a preview
 * @see https://docs.aws.amazon.com/comprehend/latest/APIReference/API_ListDocumentClassifiers.html
 */
export function listComprehendModelVersions(
  args: ListComprehendModelVersionsArgs,
  options: InvokeOptions = {},
): Promise<ComprehendModel[]> {
  return invoke(reading, args, options);
}

/** {@link listComprehendModelVersions} for arguments that are outputs of resources; unknown as long as they are. */
export function listComprehendModelVersionsOutput(
  args: { [K in keyof ListComprehendModelVersionsArgs]: pulumi.Input<ListComprehendModelVersionsArgs[K]> },
  options: InvokeOptions = {},
): pulumi.Output<ComprehendModel[]> {
  return invokeOutput(reading, args as pulumi.Input<ListComprehendModelVersionsArgs>, options);
}
