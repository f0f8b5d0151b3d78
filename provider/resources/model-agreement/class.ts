// Made of declaration.ts by `npm run generate`: change it there.
import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRoleArgs } from "../../program/assume-role";
import { ModelAccessResource } from "../../program/resource";
import type { ReviewedTerms } from "../../services/bedrock/terms/reviewed-terms";
import type { Terms } from "../../services/bedrock/terms/terms";
import type { MarketplaceAgreement } from "../../services/marketplace/agreement";
import { prepared } from "./program";

/** What a program says about a {@link ModelAgreement}. */
export interface ModelAgreementArgs {
  /**
   * The base model whose terms are accepted, such as `cohere.command-r-v1:0`: neither an ARN nor the id of an
   * inference profile (`us.…`, `eu.…`). It may end in a context window, as in `amazon.nova-2-lite-v1:0:256k`.
   * Changing it replaces the agreement.
   */
  modelId: pulumi.Input<string>;

  /**
   * The offer to accept, public or private. Needed only where several are open to the account. Changing it
   * replaces the agreement, and the model cannot be used until the new one is in force. An adopted agreement is
   * not replaced, because its offer is not known.
   * @default the only offer there is
   */
  offerId?: pulumi.Input<string>;

  /**
   * Which offers to look at when no `offerId` is given: public ones, or private ones as well. Changing it updates the state only.
   * @default "PUBLIC"
   */
  offerType?: pulumi.Input<"PUBLIC" | "ALL">;

  /**
   * What to do when an agreement is there already: take it over as it is, or fail. A second run after one that was
   * killed finds the agreement of the first, so `"fail"` can stand in its way. Changing it updates the state only.
   * @default "adopt"
   */
  onExisting?: pulumi.Input<"adopt" | "fail">;

  /**
   * What becomes of the agreement when the resource is removed: cancelled if this resource had accepted it,
   * cancelled in any case, or kept. An agreement that another resource of the same provider still uses, in any
   * Region, is kept in any case; the last of them that is removed cancels it. Cancelling ends the access of
   * everybody in the account, most likely in all Regions. Changing it updates the state only.
   * @default "delete-if-created"
   */
  deletionPolicy?: pulumi.Input<"delete-if-created" | "delete" | "retain">;

  /**
   * Whether `up` fails while AWS says that the account is not authorized or entitled to the model, or that the
   * Region does not offer it. The agreement is kept in the state either way. With `false`, that is a warning, and
   * a refresh shows only what has become worse since. Some accounts read NOT_AUTHORIZED for every model of
   * Amazon's for good, and can use them all the same. Changing it updates the state only.
   * @default true where an agreement is required, else false
   */
  requireAuthorized?: pulumi.Input<boolean>;

  /**
   * The terms that somebody has reviewed: a file that `npx pulumi-model-access terms pin` has written, as a path
   * relative to Pulumi.yaml and inside its folder, or the content of such a file. Before anything is accepted, the
   * offer is compared with them: another offer, document, text or price is refused, and so is a document that
   * cannot be fetched; see `onTermsChanged`. An agreement in force stays as it is, and a warning tells where other
   * terms were accepted. Changing it updates the state only.
   * @default the terms that this resource has accepted before, from the state
   */
  reviewedTerms?: pulumi.Input<string | ReviewedTerms>;

  /**
   * What to do when the terms on offer differ from `reviewedTerms`, or without these from what was accepted
   * before: fail and list the differences, warn of them, or only report them. The first acceptance of terms that
   * nobody has reviewed is a warning whatever this says. Changing it updates the state only.
   * @default `model-access:onTermsChanged` of the stack's configuration, else "fail"
   */
  onTermsChanged?: pulumi.Input<"fail" | "warn" | "accept">;

  /**
   * The AWS Region to call. An agreement most likely holds in all Regions of the account. Changing it adopts or
   * accepts one in the new Region, and keeps the old one.
   * @default `aws:region` of the stack's configuration, else AWS_REGION, AWS_DEFAULT_REGION, or the profile's Region
   */
  region?: pulumi.Input<string>;

  /**
   * A role to assume for this resource, on top of the configured credentials. A role in another account replaces
   * the agreement; another role in the same account updates in place.
   * @default none
   */
  assumeRole?: pulumi.Input<AssumeRoleArgs>;
}

/**
 * The account's agreement with the terms (EULA and prices) of a third-party foundation model in Amazon Bedrock.
 *
 * Accepting terms is a legal act in the name of the account's owner: who runs `pulumi up` does it. Nothing is charged
 * for the agreement itself.
 *
 * - **Create** takes over an agreement that is there, or accepts the offer, and waits until AWS says AVAILABLE, up to 30
 *   minutes. A model that needs no agreement succeeds as well, with `required` false.
 * - **Refresh** shows every status that is not the healthy one as a change of that very property, NOT_AVAILABLE of an
 *   agreement that was revoked among them. The next `up` accepts again, if the terms are still the same.
 * - **Delete** cancels for the whole account, other stacks included, what this resource had accepted; see `deletionPolicy`.
 *   What another resource of the program wants is kept. It does not block the model: the next call by somebody with
 *   Marketplace rights subscribes again.
 * - **A replacement that Pulumi alone decides on** (`--target-replace`, another provider), or a new name without an alias,
 *   revokes nothing. The new resource has the agreement as its own only if it is made after the old one was deleted
 *   (`deleteBeforeReplace`); else it is `adopted`, since AWS has no mark on it, and a warning names what would remove it.
 *
 * The deploy identity needs bedrock:GetFoundationModelAvailability, ListFoundationModelAgreementOffers,
 * CreateFoundationModelAgreement and DeleteFoundationModelAgreement, and aws-marketplace:Subscribe, Unsubscribe and
 * ViewSubscriptions. For the evidence it may have aws-marketplace:SearchAgreements, GetAgreementTerms and
 * GetAgreementEntitlements as well. Applications need none of these.
 *
 * The id is `accountId/region/modelId`.
 *
 * @example
 * ```ts
 * const agreement = new ModelAgreement("command-r", { modelId: "cohere.command-r-v1:0" });
 * ```
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateFoundationModelAgreement.html
 */
export class ModelAgreement extends ModelAccessResource {
  /** The base model whose terms are accepted, such as `cohere.command-r-v1:0`. */
  declare readonly modelId: pulumi.Output<string>;
  /** The AWS Region to call. */
  declare readonly region: pulumi.Output<string>;
  /** `AVAILABLE` when in force; also `PENDING`, `ERROR`, or a status that AWS adds later. */
  declare readonly agreementStatus: pulumi.Output<string>;
  /**
   * What AWS says about a failed agreement; absent otherwise. A refresh shows it beside the drift of an ERROR.
   */
  declare readonly agreementErrorMessage: pulumi.Output<string | undefined>;
  /** Whether the account may use the model: `AUTHORIZED` or `NOT_AUTHORIZED`; see `requireAuthorized`. */
  declare readonly authorizationStatus: pulumi.Output<string>;
  /** Whether the account is entitled to the model: `AVAILABLE` or `NOT_AVAILABLE`. */
  declare readonly entitlementAvailability: pulumi.Output<string>;
  /** Whether the Region has the model: `AVAILABLE` or `NOT_AVAILABLE`. */
  declare readonly regionAvailability: pulumi.Output<string>;
  /** Whether the model needs an agreement at all; Amazon's own do not. */
  declare readonly required: pulumi.Output<boolean>;
  /** Whether the agreement was there before this resource. */
  declare readonly adopted: pulumi.Output<boolean>;
  /**
   * The offer that was accepted. Of an adopted agreement it is known only where AWS Marketplace shows exactly one
   * in force. Absent where no agreement is required.
   */
  declare readonly offerId: pulumi.Output<string | undefined>;
  /**
   * The terms as they were when accepted: the document's name and address (without its signature), prices,
   * refunds, duration. Of an adopted agreement they are known only where they are still on offer.
   */
  declare readonly terms: pulumi.Output<Terms | undefined>;
  /**
   * Whether AWS Marketplace shows the agreement: `found`, `none` in force, `not permitted` to the caller, or `not
   * readable`. None of these is an error. It is looked for when the agreement is made, and at each refresh until
   * there is a licence as well.
   */
  declare readonly evidence: pulumi.Output<"found" | "none" | "not permitted" | "not readable" | undefined>;
  /** The agreement as AWS Marketplace keeps it, with its texts, product and licence; the newest in force. */
  declare readonly marketplaceAgreement: pulumi.Output<MarketplaceAgreement | undefined>;
  /**
   * How the account may use the model: by an agreement of its own, by a licence that was granted to it (see
   * {@link ModelLicenseGrant}), without any, or in a way that AWS does not tell.
   */
  declare readonly satisfiedBy: pulumi.Output<
    "agreement" | "grant" | "none required" | "unknown" | undefined
  >;
  /** The account whose agreement it is. */
  declare readonly accountId: pulumi.Output<string>;

  /**
   * Reads an agreement without managing it: `pulumi up` never changes it, and fails when there is none.
   * @param id `accountId/region/modelId`
   * @param state the role to look with, if any
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: Pick<ModelAgreementArgs, "assumeRole"> = {},
    options?: pulumi.CustomResourceOptions,
  ): ModelAgreement {
    return new ModelAgreement(name, state as ModelAgreementArgs, { ...options, id });
  }

  /** Declares the agreement. */
  constructor(name: string, args: ModelAgreementArgs, options?: pulumi.CustomResourceOptions) {
    super("ModelAgreement", name, prepared(args), OUTPUTS, options);
  }
}

const OUTPUTS = [
  "modelId",
  "region",
  "agreementStatus",
  "agreementErrorMessage",
  "authorizationStatus",
  "entitlementAvailability",
  "regionAvailability",
  "required",
  "adopted",
  "offerId",
  "terms",
  "evidence",
  "marketplaceAgreement",
  "satisfiedBy",
  "accountId",
];
