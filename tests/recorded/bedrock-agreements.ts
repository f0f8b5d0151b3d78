import type { RecordedAnswer } from "./recorded-answer";

const FOUR = [
  "agreementAvailability.status",
  "authorizationStatus",
  "entitlementAvailability",
  "modelId",
  "regionAvailability",
];
const OFFER = [
  "modelId",
  "offers.offerId",
  "offers.offerToken",
  "offers.termDetails.legalTerm.url",
  "offers.termDetails.supportTerm.refundPolicyDescription",
  "offers.termDetails.usageBasedPricingTerm.rateCard.description",
  "offers.termDetails.usageBasedPricingTerm.rateCard.dimension",
  "offers.termDetails.usageBasedPricingTerm.rateCard.price",
  "offers.termDetails.usageBasedPricingTerm.rateCard.unit",
];
const MODEL = ["modelArn", "modelId", "modelLifecycle.status", "modelName", "providerName"];
const ENDS = ["endOfLifeTime", "legacyTime", "publicExtendedAccessTime"];
const detailed = (members: readonly string[]) => members.map((member) => `modelDetails.${member}`);
const lifecycle = (times: readonly string[]) => detailed(times.map((time) => `modelLifecycle.${time}`));

/** What people have pasted of real answers about agreements and the first-use form. */
export const recorded: RecordedAnswer[] = [
  {
    operation: "bedrock GetFoundationModelAvailability",
    what: "of a model that nobody has accepted",
    source:
      "pasted outputs of five Anthropic models, the form not filed; docs/sources.md, Bedrock agreements",
    always: FOUR,
    never: ["agreementAvailability.errorMessage"],
  },
  {
    operation: "bedrock GetFoundationModelAvailability",
    what: "of a model that was accepted",
    source: "user guide, model-access (2026-02)",
    always: FOUR,
    never: ["agreementAvailability.errorMessage"],
  },
  {
    operation: "bedrock GetFoundationModelAvailability",
    what: "of a model of Amazon's in an account that is not authorized for any of them",
    source: "pasted outputs (2026-09)",
    always: FOUR,
    never: ["agreementAvailability.errorMessage"],
  },
  {
    operation: "bedrock GetFoundationModelAvailability",
    what: "of a model in an account where Bedrock was never enabled",
    source: "pasted output (2026-09-17)",
    always: FOUR,
    never: ["agreementAvailability.errorMessage"],
  },
  {
    operation: "bedrock GetFoundationModelAvailability",
    what: "of an agreement that could not be paid",
    source: "one pasted output",
    always: [...FOUR, "agreementAvailability.errorMessage"],
    never: [],
  },
  {
    operation: "bedrock ListFoundationModelAgreementOffers",
    what: "of a public offer without a fixed duration",
    source: "pasted output (Claude Opus 5's public offer)",
    always: OFFER,
    never: ["offers.termDetails.validityTerm"],
  },
  {
    operation: "bedrock GetFoundationModel",
    what: "of an ACTIVE model",
    source: "pasted output of the CLI (us-west-2, 2026-09-26), four models",
    always: [...detailed(MODEL), ...lifecycle(["startOfLifeTime"])],
    never: lifecycle(ENDS),
  },
  {
    operation: "bedrock GetFoundationModel",
    what: "of a LEGACY model",
    source: "the same output",
    always: [...detailed(MODEL), ...lifecycle(["startOfLifeTime", ...ENDS])],
    never: [],
  },
  {
    operation: "bedrock ListFoundationModels",
    what: "of the Region",
    source: "cloud-custodian test_bedrock_foundation_model_* (2026-05), perhaps by an older client",
    always: MODEL.map((member) => `modelSummaries.${member}`),
    never: ["startOfLifeTime", ...ENDS].map((time) => `modelSummaries.modelLifecycle.${time}`),
  },
  {
    operation: "bedrock GetUseCaseForModelAccess",
    what: "of a form that was put",
    source: "Terraform's aws_bedrock_use_case_for_model_access",
    always: ["formData"],
    never: [],
  },
];
