import * as v from "valibot";

import { comprehend, comprehendModel, comprehendModelArn, importTiming } from "./comprehend";
import { copies, copyTiming, customModel, customModelArn } from "./custom-models";
import { controlPolicy, controlType, identityTiming, policyLimits, role, user } from "./identities";
import { inferenceProfile, inferenceProfileId } from "./inference-profiles";
import { key, keyArn, keyTiming } from "./keys";
import { accountId, agreement, failureReason, grantTiming, marketplaceTiming } from "./marketplace";

const seconds = v.pipe(v.number(), v.minValue(0));

const account = v.strictObject({
  name: v.optional(v.string(), ""),
  /** `invalid`: agreements of this account end in ERROR, INVALID_PAYMENT_INSTRUMENT. */
  paymentInstrument: v.optional(v.picklist(["valid", "invalid"]), "valid"),
  /** Agreements of this account end in ERROR without a word, as soon as they would be AVAILABLE. */
  entitlementFailure: v.optional(failureReason),
  /**
   * For which models the account is authorized: all (`full`); all but Amazon's own, which can be used all the same
   * (`third-party`); none, because AWS restricts the account (`restricted`); none that needs an agreement, because
   * Bedrock was never enabled there (`never-enabled`).
   */
  authorization: v.optional(v.picklist(["full", "third-party", "restricted", "never-enabled"]), "full"),
  /** Whether Anthropic's first-use form was filed for the account before the world began; not in opt-in Regions. */
  useCaseFormFiled: v.optional(v.boolean(), false),
  /** An account of AWS's own: it needs no form, and must not file one. */
  internal: v.optional(v.boolean(), false),
  /** Opt-in Regions that are enabled. */
  optInRegions: v.optional(v.array(v.string()), []),
  /** How many managed policies a role may have attached: a quota, which AWS raises to 20 on request. */
  policiesPerRole: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 10),
  /** IAM roles by name. */
  roles: v.optional(v.record(v.string(), role), {}),
  /** IAM users by name. */
  users: v.optional(v.record(v.string(), user), {}),
  /** The secret of the account's own access key, which is the account id. Only read with `verifySignatures`. */
  secretAccessKey: v.optional(v.string(), "test"),
  /** Whether that key is the root user's, who may not assume roles. */
  rootKey: v.optional(v.boolean(), false),
  /** Issuers of web identities that the account knows, each as an `iss` claim says it; every one when not given. */
  identityProviders: v.optional(v.array(v.string())),
});

const policyId = v.pipe(
  v.string(),
  v.regex(/^p-[0-9a-z]{8,128}$/, "the id of a policy is p- and at least eight letters or digits"),
);

const organization = v.strictObject({
  id: v.string(),
  managementAccountId: accountId,
  featureSet: v.optional(v.picklist(["ALL", "CONSOLIDATED_BILLING"]), "ALL"),
  rootId: v.optional(v.string(), "r-exam"),
  organizationalUnits: v.optional(
    v.array(
      v.strictObject({
        id: v.string(),
        name: v.string(),
        accounts: v.array(accountId),
        /** The unit it lies in; the root when not given. */
        parentId: v.optional(v.string()),
      }),
    ),
    [],
  ),
  /** Whether somebody has switched on RAM's sharing within the organization, the way RAM wants it. */
  ramSharing: v.optional(v.boolean(), false),
  /** Service principals that were given access through the Organizations API. */
  trustedServices: v.optional(v.array(v.string()), []),
  /** Which control policies the root has enabled, beside those there are any of; AWS's own is then attached everywhere. */
  policyTypes: v.optional(v.array(controlType), ["SERVICE_CONTROL_POLICY"]),
  /** Control policies by id. */
  policies: v.optional(v.record(policyId, controlPolicy), {}),
  policyLimits: v.optional(policyLimits, {}),
});

const organizationTiming = v.strictObject({
  /** What was attached, detached or changed counts so long after it can be read. */
  policiesInForceAfterSeconds: v.optional(seconds, 5),
  /** A type of policies is PENDING_ENABLE until then. */
  policyTypeEnabledAfterSeconds: v.optional(seconds, 5),
});

const region = v.strictObject({
  /** Opt-in Regions can be used only by accounts that enabled them. */
  optIn: v.optional(v.boolean(), false),
});

const offer = v.strictObject({
  offerId: v.string(),
  /** PRIVATE offers are listed only with `offerType=ALL`. */
  type: v.optional(v.picklist(["PUBLIC", "PRIVATE"]), "PUBLIC"),
  termDetails: v.strictObject({
    usageBasedPricingTerm: v.strictObject({
      rateCard: v.array(
        v.strictObject({
          dimension: v.string(),
          price: v.string(),
          description: v.string(),
          unit: v.string(),
        }),
      ),
    }),
    /** The document's address. It is served under its path; every listing adds a signature of its own. AWS Marketplace tells its kind and version. */
    legalTerm: v.strictObject({
      url: v.pipe(v.string(), v.url()),
      type: v.optional(
        v.picklist(["CustomEula", "EnterpriseEula", "StandardEula", "CustomDsa", "StandardDsa"]),
        "CustomEula",
      ),
      version: v.optional(v.string()),
    }),
    supportTerm: v.strictObject({ refundPolicyDescription: v.string() }),
    validityTerm: v.optional(v.strictObject({ agreementDuration: v.string() })),
  }),
});

const modality = v.picklist(["TEXT", "IMAGE", "EMBEDDING"]);

const model = v.strictObject({
  modelName: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  providerName: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  /** Where the model exists; everywhere when not given. */
  regions: v.optional(v.array(v.string())),
  /** What AWS Marketplace sells it as: `prod-…`, `prodview-…` or a UUID; made of the model's id when not given. */
  productId: v.optional(v.string()),
  /** The account that sells it; made of the provider's name when not given. */
  sellerAccount: v.optional(accountId),
  /** Without any offer, the model needs no agreement. */
  offers: v.optional(v.array(offer), []),
  /** The provider wants the first-use form before it accepts an agreement. */
  useCaseForm: v.optional(v.boolean(), false),
  inputModalities: v.optional(v.array(modality), ["TEXT"]),
  outputModalities: v.optional(v.array(modality), ["TEXT"]),
  customizationsSupported: v.optional(
    v.array(v.picklist(["FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION"])),
    [],
  ),
  /** AWS says INFERENCE_PROFILE of what can be called through a profile alone, although no API's model knows the word. */
  inferenceTypesSupported: v.optional(
    v.array(v.picklist(["ON_DEMAND", "PROVISIONED", "INFERENCE_PROFILE"])),
    ["ON_DEMAND"],
  ),
  modelLifecycle: v.optional(v.picklist(["ACTIVE", "LEGACY"]), "ACTIVE"),
});

const agreementTiming = v.strictObject({
  /** After a create is accepted, NOT_AVAILABLE is still read for so long. */
  visibleAfterSeconds: v.optional(seconds, 5),
  /** PENDING until so long after the create. */
  availableAfterSeconds: v.optional(seconds, 60),
  /** Where the payment instrument is invalid: ERROR so long after the create. */
  errorAfterSeconds: v.optional(seconds, 900),
  /** After a delete is accepted, the agreement is still there for so long. */
  cancelAfterSeconds: v.optional(seconds, 20),
  /** How long an offer token can be used. */
  offerTokenSeconds: v.optional(seconds, 3600),
  /** How long the address of a document can be fetched. */
  documentSeconds: v.optional(seconds, 3600),
});

const sharingTiming = v.strictObject({
  /** The owner of a new share does not find it for so long. */
  foundAfterSeconds: v.optional(seconds, 1),
  /** A new share is PENDING until then; AWS's is ACTIVE at once. */
  activeAfterSeconds: v.optional(seconds, 0),
  /** ASSOCIATING until then. */
  associatedAfterSeconds: v.optional(seconds, 10),
  /** The same for an organization or one of its units. */
  organizationAssociatedAfterSeconds: v.optional(seconds, 60),
  /** The recipient sees a share, a resource or an invitation so long after it is there. */
  visibleAfterSeconds: v.optional(seconds, 20),
  disassociatedAfterSeconds: v.optional(seconds, 5),
  /** DELETING until then. */
  deletedAfterSeconds: v.optional(seconds, 5),
  /** DELETED is read for so long. */
  deletedIsListedSeconds: v.optional(seconds, 7200),
  invitationSeconds: v.optional(seconds, 43_200),
  /** Whatever became of an invitation, so long after it was sent it is gone. */
  invitationIsListedSeconds: v.optional(seconds, 604_800),
  /** For how long a client token is remembered. */
  clientTokenSeconds: v.optional(seconds, 86_400),
  /** How long the replacement of a permission in all shares takes. */
  permissionsReplacedAfterSeconds: v.optional(seconds, 30),
  /** PROMOTING_TO_STANDARD until then. */
  promotedAfterSeconds: v.optional(seconds, 10),
});

const sharing = v.strictObject({
  /** Whether custom models may be shared with accounts outside the organization, by invitation. */
  customModelsOutside: v.optional(v.boolean(), false),
});

const useCaseForm = v.strictObject({
  /** A form can be read so long after it was put. */
  visibleAfterSeconds: v.optional(seconds, 0),
  /** Agreements are refused for so long after it was put. */
  effectiveAfterSeconds: v.optional(seconds, 5),
});

/** A world file, as `yaml` or `JSON.parse` read it. Every section that is missing is that of the default world. */
export const worldSchema = v.strictObject({
  /** What AWS does where nobody knows it, by the name of the assumption: one of its alternatives. */
  assumptions: v.optional(v.record(v.string(), v.string()), {}),
  accounts: v.record(accountId, account),
  organization: v.nullable(organization),
  regions: v.record(v.string(), region),
  models: v.record(v.string(), model),
  /** AWS's own inference profiles, by id. */
  inferenceProfiles: v.record(inferenceProfileId, inferenceProfile),
  /** Models that accounts have made of others before the world began, by ARN. */
  customModels: v.record(customModelArn, customModel),
  /** Custom models of Comprehend that were trained before the world began, by ARN. */
  comprehendModels: v.record(comprehendModelArn, comprehendModel),
  /** Comprehend, where AWS's texts are silent. */
  comprehend: v.optional(comprehend, {}),
  /** Agreements on models that were there before the world began. */
  agreements: v.optional(v.array(agreement), []),
  /** KMS keys, by ARN. */
  keys: v.record(keyArn, key),
  timing: v.optional(
    v.strictObject({
      agreement: v.optional(agreementTiming, {}),
      sharing: v.optional(sharingTiming, {}),
      imports: v.optional(importTiming, {}),
      copies: v.optional(copyTiming, {}),
      keys: v.optional(keyTiming, {}),
      marketplace: v.optional(marketplaceTiming, {}),
      grants: v.optional(grantTiming, {}),
      organization: v.optional(organizationTiming, {}),
      identities: v.optional(identityTiming, {}),
    }),
    {},
  ),
  useCaseForm: v.optional(useCaseForm, {}),
  /** Resource Access Manager, where AWS's texts contradict one another. */
  sharing: v.optional(sharing, {}),
  /** Custom models and their copies. */
  copies: v.optional(copies, {}),
});

export type World = v.InferOutput<typeof worldSchema>;
export type WorldFile = Partial<v.InferInput<typeof worldSchema>>;
export type WorldModel = World["models"][string];
