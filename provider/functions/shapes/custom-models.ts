import type { AssumeRole } from "../../aws/credentials/roles";

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

/** Which models {@link listSharedModels} lists. */
export interface ListSharedModelsArgs {
  /** Only those of this account. @default of every account */
  ownerAccountId?: string;
  /** The AWS Region to call: models are shared in their own. @default as for resources */
  region?: string;
  /** A role to assume, on top of the configured credentials. */
  assumeRole?: AssumeRole;
}
