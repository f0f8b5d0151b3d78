import type { AssumeRole } from "../../aws/credentials/roles";
import type { ModelKind } from "../../services/comprehend/comprehend-model";

/** Which model {@link getComprehendModel} reads. */
export interface GetComprehendModelArgs {
  /** The ARN of a document classifier or an entity recognizer of the account, with its version if it has one. */
  modelArn: string;
  /** The AWS Region to call. @default that of the ARN */
  region?: string;
  /** A role to assume, on top of the configured credentials. */
  assumeRole?: AssumeRole;
}

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
