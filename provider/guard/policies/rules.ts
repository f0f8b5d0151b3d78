/** How a model may be reached on the bedrock-runtime endpoint. */
export type Via = "direct" | "profile" | "global";

/** What a guard is about: one model, or all of one provider's. */
export type Models =
  | {
      /** The id of a base model, such as `cohere.command-r-v1:0`; `"*"` is every model. */
      readonly modelId: string;
      readonly provider?: never;
    }
  | {
      /** What the ids of a provider's models begin with, such as `anthropic`. */
      readonly provider: string;
      readonly modelId?: never;
    };

export type AllowedModels = Models & {
  /**
   * The one way in which they may be called: `"direct"` by their own id, in the Region that is called; `"profile"` through an
   * inference profile of a geography, or an application's; `"global"` through the profile that may lead to any commercial Region.
   * Name them twice for two ways.
   * @default "direct" and "profile". A global profile has to be named, since it takes prompts out of the geography
   */
  readonly via?: Via;
};

export interface ModelGuardRules {
  /** The models that may be called. An empty list blocks every model: the station before the first review. */
  readonly allow: readonly AllowedModels[];
  /** Exceptions: models that may not be called although a rule allows them, such as one of an allowed provider's. @default none */
  readonly deny?: readonly Models[];
  /**
   * The Regions in which models may be called, and to which profiles may lead: a profile works only when all its Regions are here
   * (https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html). A global profile is not
   * held by them but by `via`. @default all
   */
  readonly regions?: readonly string[];
  /**
   * The ARNs of the roles that deploy: they alone may write agreements and forms, and subscribe to anything. `*` and `?` may stand
   * for the account, and in a path or a name, as in `arn:aws:iam::*:role/model-deployer`. Name a role of a session, not the session.
   */
  readonly exemptRoles: readonly string[];
  /**
   * The AWS Marketplace products that anybody may subscribe to: `prod-…`, `prodview-…` or a UUID, from the model's card. No API
   * leads from a model to its product. Every other product is denied to all but `exemptRoles`, also those that are no models.
   * @default none
   */
  readonly productIds?: readonly string[];
  /**
   * Whether the models that may be called directly may also be called on the bedrock-mantle endpoint, whose IAM prefix is its own.
   * Their names there lack the version, so both are meant. @default no inference there at all
   */
  readonly mantle?: true;
  /** Denies Bedrock's API keys on both endpoints, and the making of long-term ones. @default they are as good as signatures */
  readonly bearerTokens?: "deny";
}
