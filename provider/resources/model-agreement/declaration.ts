import * as v from "valibot";

import { ON_TERMS_CHANGED } from "../../aws/config/config";
import { assumeRoleInput, deletionPolicyInput, regionInput } from "../../aws/declared";
import { catalogue } from "../../aws/errors/catalogue";
import { known } from "../../core/check";
import { healthyOf } from "../../core/declaration/checked";
import {
  declare,
  type InputsOf,
  optional,
  output,
  perhaps,
  replaces,
  required,
  REPLACES,
  type StateOf,
  UPDATES_STATE,
} from "../../core/declaration/declaration";
import { flag, kind, oneOf, said, saidText, text } from "../../core/declaration/kinds";
import { MODEL_ID, MODEL_ID_LENGTH, PROFILE_ID } from "../../services/bedrock/model-id";
import type { ReviewedTerms } from "../../services/bedrock/terms/reviewed-terms";
import type { Terms } from "../../services/bedrock/terms/terms";
import type { MarketplaceAgreement } from "../../services/marketplace/agreement";

const modelId = known(
  v.pipe(
    v.string("must be a string"),
    v.check((id) => !id.startsWith("arn:"), "must be a model id such as cohere.command-r-v1:0, not an ARN"),
    v.check((id) => !PROFILE_ID.test(id), catalogue.inferenceProfile.says),
    v.check(
      (id) => id.startsWith("arn:") || (MODEL_ID.test(id) && id.length <= MODEL_ID_LENGTH),
      `must be a Bedrock base model id (provider.model, lower case, up to ${MODEL_ID_LENGTH} characters)`,
    ),
  ),
);

/** What is read again only when an agreement is accepted anew. */
const FOLLOWS_ACCEPTANCE = { follows: ["agreementStatus"] };

export const declaration = declare({
  type: "ModelAgreement",
  thing: "agreement",
  docs: `
The account's agreement with the terms (EULA and prices) of a third-party foundation model in Amazon Bedrock.

Accepting terms is a legal act in the name of the account's owner: who runs \`pulumi up\` does it. Nothing is charged
for the agreement itself.

- **Create** takes over an agreement that is there, or accepts the offer, and waits until AWS says AVAILABLE, up to 30
  minutes. A model that needs no agreement succeeds as well, with \`required\` false.
- **Refresh** shows every status that is not the healthy one as a change of that very property, NOT_AVAILABLE of an
  agreement that was revoked among them. The next \`up\` accepts again, if the terms are still the same.
- **Delete** cancels for the whole account, other stacks included, what this resource had accepted; see \`deletionPolicy\`.
  What another resource of the program wants is kept. It does not block the model: the next call by somebody with
  Marketplace rights subscribes again.
- **A replacement that Pulumi alone decides on** (\`--target-replace\`, another provider), or a new name without an alias,
  revokes nothing. The new resource has the agreement as its own only if it is made after the old one was deleted
  (\`deleteBeforeReplace\`); else it is \`adopted\`, since AWS has no mark on it, and a warning names what would remove it.

The deploy identity needs bedrock:GetFoundationModelAvailability, ListFoundationModelAgreementOffers,
CreateFoundationModelAgreement and DeleteFoundationModelAgreement, and aws-marketplace:Subscribe, Unsubscribe and
ViewSubscriptions. For the evidence it may have aws-marketplace:SearchAgreements, GetAgreementTerms and
GetAgreementEntitlements as well. Applications need none of these.`,
  example: `const agreement = new ModelAgreement("command-r", { modelId: "cohere.command-r-v1:0" });`,
  see: [
    "https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html",
    "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateFoundationModelAgreement.html",
  ],
  id: "`accountId/region/modelId`",
  get: "Reads an agreement without managing it: `pulumi up` never changes it, and fails when there is none.",
  isPrepared: true,

  inputs: {
    modelId: required(kind(modelId, { type: "string" }), {
      docs: `The base model whose terms are accepted, such as \`cohere.command-r-v1:0\`: neither an ARN nor the id of an
        inference profile (\`us.…\`, \`eu.…\`). It may end in a context window, as in \`amazon.nova-2-lite-v1:0:256k\`.`,
      change: REPLACES,
    }),
    offerId: optional(text(/^\S+$/, "be an offer id"), {
      docs: "The offer to accept, public or private. Needed only where several are open to the account.",
      change: replaces(
        "Changing it replaces the agreement, and the model cannot be used until the new one is in force. An adopted agreement is not replaced, because its offer is not known.",
      ),
      default: "the only offer there is",
    }),
    offerType: optional(oneOf(["PUBLIC", "ALL"]), {
      docs: "Which offers to look at when no `offerId` is given: public ones, or private ones as well.",
      change: UPDATES_STATE,
      default: '"PUBLIC"',
    }),
    onExisting: optional(oneOf(["adopt", "fail"]), {
      docs: `What to do when an agreement is there already: take it over as it is, or fail. A second run after one that was
        killed finds the agreement of the first, so \`"fail"\` can stand in its way.`,
      change: UPDATES_STATE,
      default: '"adopt"',
    }),
    deletionPolicy:
      deletionPolicyInput(`What becomes of the agreement when the resource is removed: cancelled if this resource
      had accepted it, cancelled in any case, or kept. An agreement that another resource of the same provider
      still uses, in any Region, is kept in any case; the last of them that is removed cancels it. Cancelling ends the access of everybody in
      the account, most likely in all Regions.`),
    requireAuthorized: optional(flag(), {
      docs: `Whether \`up\` fails while AWS says that the account is not authorized or entitled to the model, or that the
        Region does not offer it. The agreement is kept in the state either way. With \`false\`, that is a warning, and a refresh shows only what
        has become worse since. Some accounts read NOT_AUTHORIZED for every model of Amazon's for good,
        and can use them all the same.`,
      change: UPDATES_STATE,
      default: "true where an agreement is required, else false",
    }),
    reviewedTerms: optional(
      kind<ReviewedTerms | undefined>(v.unknown() as v.GenericSchema<unknown, ReviewedTerms>, {
        type: "any",
        ts: {
          input: "string | ReviewedTerms",
          output: "ReviewedTerms",
          from: { ReviewedTerms: "services/bedrock/terms/reviewed-terms" },
        },
      }),
      {
        docs: `The terms that somebody has [reviewed](reviewed-terms.md): a file that \`npx pulumi-model-access terms pin\` has
          written, as a path relative to Pulumi.yaml and inside its folder, or the content of such a file. Before anything is
          accepted, the offer is compared with them: another offer, document, text or price is refused, and so is a document that
          cannot be fetched; see \`onTermsChanged\`. An agreement in force stays as it is, and a warning tells where other terms
          were accepted.`,
        change: UPDATES_STATE,
        default: "the terms that this resource has accepted before, from the state",
      },
    ),
    onTermsChanged: optional(oneOf(ON_TERMS_CHANGED), {
      docs: `What to do when the terms on offer differ from \`reviewedTerms\`, or without these from what was accepted before: fail
        and list the differences, warn of them, or only report them. The first acceptance of terms that nobody has reviewed
        is a warning whatever this says.`,
      change: UPDATES_STATE,
      default: '`model-access:onTermsChanged` of the stack\'s configuration, else "fail"',
    }),
    region: regionInput(
      "The AWS Region to call.",
      replaces(
        "An agreement most likely holds in all Regions of the account. Changing it adopts or accepts one in the new Region, and keeps the old one.",
      ),
    ),
    assumeRole: assumeRoleInput("agreement", "updates in place"),
  },

  shows: ["modelId", "region"],
  outputs: {
    agreementStatus: output(
      saidText(),
      "`AVAILABLE` when in force; also `PENDING`, `ERROR`, or a status that AWS adds later.",
      {
        healthy: "AVAILABLE",
      },
    ),
    agreementErrorMessage: perhaps(
      saidText(),
      "What AWS says about a failed agreement; absent otherwise. A refresh shows it beside the drift of an ERROR.",
      { compared: true, follows: ["agreementStatus"] },
    ),
    authorizationStatus: output(
      saidText(),
      "Whether the account may use the model: `AUTHORIZED` or `NOT_AUTHORIZED`; see `requireAuthorized`.",
      { healthy: "AUTHORIZED", follows: ["authorizationStatus", "requireAuthorized"] },
    ),
    entitlementAvailability: output(
      saidText(),
      "Whether the account is entitled to the model: `AVAILABLE` or `NOT_AVAILABLE`.",
      { healthy: "AVAILABLE", follows: ["entitlementAvailability", "requireAuthorized"] },
    ),
    regionAvailability: output(
      saidText(),
      "Whether the Region has the model: `AVAILABLE` or `NOT_AVAILABLE`.",
      {
        healthy: "AVAILABLE",
        follows: ["regionAvailability", "requireAuthorized"],
      },
    ),
    required: output(flag(), "Whether the model needs an agreement at all; Amazon's own do not.", {
      follows: ["agreementStatus"],
    }),
    adopted: output(flag(), "Whether the agreement was there before this resource.", FOLLOWS_ACCEPTANCE),
    offerId: perhaps(
      saidText(),
      `The offer that was accepted. Of an adopted agreement it is known only where AWS Marketplace shows exactly one in force.
        Absent where no agreement is required.`,
      FOLLOWS_ACCEPTANCE,
    ),
    terms: perhaps(
      said<Terms>({ type: "any", ts: { output: "Terms", from: { Terms: "services/bedrock/terms/terms" } } }),
      `The terms as they were when accepted: the document's name and address (without its signature), prices, refunds, duration.
        Of an adopted agreement they are known only where they are still on offer.`,
      FOLLOWS_ACCEPTANCE,
    ),
    evidence: perhaps(
      oneOf(["found", "none", "not permitted", "not readable"]),
      `Whether AWS Marketplace shows the agreement: \`found\`, \`none\` in force, \`not permitted\` to the caller, or \`not readable\`.
        None of these is an error. It is looked for when the agreement is made, and at each refresh until there is a licence as well.`,
      FOLLOWS_ACCEPTANCE,
    ),
    marketplaceAgreement: perhaps(
      said<MarketplaceAgreement>({
        type: "any",
        ts: {
          output: "MarketplaceAgreement",
          from: { MarketplaceAgreement: "services/marketplace/agreement" },
        },
      }),
      "The agreement as AWS Marketplace keeps it, with its texts, product and licence; the newest in force.",
      FOLLOWS_ACCEPTANCE,
    ),
    satisfiedBy: perhaps(
      oneOf(["agreement", "grant", "none required", "unknown"]),
      `How the account may use the model: by an agreement of its own, by a licence that was granted to it (see
        {@link ModelLicenseGrant}), without any, or in a way that AWS does not tell.`,
      FOLLOWS_ACCEPTANCE,
    ),
    accountId: output(saidText(), "The account whose agreement it is."),
  },
});

/** What a healthy agreement reads. */
export const HEALTHY = healthyOf(declaration);

/** What the program asked for, completed by check. */
export interface Inputs extends InputsOf<typeof declaration> {}
/** The inputs, and what AWS shows. */
export interface Shown extends StateOf<typeof declaration> {}
