import type * as pulumi from "@pulumi/pulumi";

import { invoke, type Invoked, invokeOutput } from "../program/invoke";
import type { InvokeOptions } from "../program/invoke-options";
import type * as Half from "./calls/custom-model-shares";
import type { FoundCustomModelShare, GetCustomModelShareArgs } from "./shapes/custom-model-shares";

/** The function's other half, which knows AWS; it is loaded at the first call. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const half = () => require("./calls/custom-model-shares") as typeof Half;

const finding: Invoked<GetCustomModelShareArgs, FoundCustomModelShare> = {
  token: "model-access:index:getCustomModelShare",
  call: (cloud, args) => half().findShare(cloud, args),
};

/**
 * Finds a share by its name: one of the account's own, or one that another account shares with it. It is looked for at
 * every preview and update, and needs ram:GetResourceShares and ram:ListResources.
 *
 * @throws Error when there is none of that name, or more than one, with what there is; or when AWS refuses; also when the
 * provider is not known yet in a preview
 * @see https://docs.aws.amazon.com/ram/latest/APIReference/API_GetResourceShares.html
 */
export function getCustomModelShare(
  args: GetCustomModelShareArgs,
  options: InvokeOptions = {},
): Promise<FoundCustomModelShare> {
  return invoke(finding, args, options);
}

/** {@link getCustomModelShare} for arguments that are outputs of resources; unknown as long as they are. */
export function getCustomModelShareOutput(
  args: { [K in keyof GetCustomModelShareArgs]: pulumi.Input<GetCustomModelShareArgs[K]> },
  options: InvokeOptions = {},
): pulumi.Output<FoundCustomModelShare> {
  return invokeOutput(finding, args as pulumi.Input<GetCustomModelShareArgs>, options);
}
