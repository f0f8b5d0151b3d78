import type * as pulumi from "@pulumi/pulumi";

import { invoke, type Invoked, invokeOutput } from "../program/invoke";
import type { InvokeOptions } from "../program/invoke-options";
import type * as Half from "./calls/custom-models";
import type { ListSharedModelsArgs } from "./shapes/custom-models";
import type { CustomModel } from "./shapes/custom-models";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded at the first call
const half = () => require("./calls/custom-models") as typeof Half;

const reading: Invoked<ListSharedModelsArgs, CustomModel[]> = {
  token: "model-access:index:listSharedModels",
  call: (cloud, args) => half().readSharedModels(cloud, args),
  list: "models",
};

/**
 * The custom models of a Region that other accounts share with this one, and whose they are, by name. It is read at
 * every preview and update, and needs bedrock:ListCustomModels.
 *
 * @throws Error when AWS refuses; also when the provider is not known yet in a preview
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListCustomModels.html
 */
export function listSharedModels(
  args: ListSharedModelsArgs = {},
  options: InvokeOptions = {},
): Promise<CustomModel[]> {
  return invoke(reading, args, options);
}

/** {@link listSharedModels} for arguments that are outputs of resources; unknown as long as they are. */
export function listSharedModelsOutput(
  args: { [K in keyof ListSharedModelsArgs]: pulumi.Input<ListSharedModelsArgs[K]> } = {},
  options: InvokeOptions = {},
): pulumi.Output<CustomModel[]> {
  return invokeOutput(reading, args as pulumi.Input<ListSharedModelsArgs>, options);
}
