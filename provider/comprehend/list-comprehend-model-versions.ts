import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRole } from "../aws/config";
import { invoke, invokeOutput, type InvokeOptions } from "../transport/invoke";
import type * as Half from "./comprehend-model.functions";
import type { ModelKind } from "./model-arn";
import type { ComprehendModel } from "./shown-model";

/** Which versions {@link listComprehendModelVersions} lists. */
export interface ListComprehendModelVersionsArgs {
  /** Document classifiers or entity recognizers. */
  kind: ModelKind;
  /** Only versions of the model of this name. @default of every model */
  modelName?: string;
  /** The AWS Region to call. @default as for resources */
  region?: string;
  /** A role to assume, on top of the configured credentials. */
  assumeRole?: AssumeRole;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded at the first call
const half = () => require("./comprehend-model.functions") as typeof Half;

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
  return invoke(
    (cloud, given: ListComprehendModelVersionsArgs) => half().readComprehendModelVersions(cloud, given),
    args,
    options,
  );
}

/** {@link listComprehendModelVersions} for arguments that are outputs of resources; unknown as long as they are. */
export function listComprehendModelVersionsOutput(
  args: { [K in keyof ListComprehendModelVersionsArgs]: pulumi.Input<ListComprehendModelVersionsArgs[K]> },
  options: InvokeOptions = {},
): pulumi.Output<ComprehendModel[]> {
  return invokeOutput(
    (cloud, given: ListComprehendModelVersionsArgs) => half().readComprehendModelVersions(cloud, given),
    args as pulumi.Input<ListComprehendModelVersionsArgs>,
    options,
  );
}
