import {
  agreementReads,
  isCancelled,
  isEmulated,
  isOfferedElsewhere,
  isOurs,
} from "../vocabulary/conditions";
import { formWriting } from "./form";
import { assumed, botocore, community, docs, type Row, single, VALIDATION_WORDING } from "../vocabulary/row";
import { purchaseEnded, purchaseMade, purchasePending } from "./purchases";
import * as shapes from "../vocabulary/shapes";
import { freshToken, offerOf, type Stage } from "../vocabulary/stage";

const AGREEMENTS = "docs/sources.md, Bedrock agreements";
const TERRAFORM = community(`Terraform's aws_bedrock_foundation_model_agreement; ${AGREEMENTS}`);

const BAD_TOKEN = { status: 400, code: "ValidationException", message: /offer token/i };
const INVALID_MODEL = { status: 400, code: "ValidationException", message: /model identifier is invalid/i };
const ALREADY_EXISTS = { status: 400, code: "ValidationException", message: /already exists/i };
const NOTHING_TO_CANCEL = { status: 400, code: "ValidationException", message: /no agreement exists/i };
const NOT_SUPPORTED = { status: 400, code: "ValidationException", message: /not supported/i };
/** Not 409, as its name would make one think. */
const CONFLICT = { status: 400, code: "ConflictException" };

const model = ({ model: modelId }: Stage) => ({ modelId });
const profile = ({ model: modelId }: Stage) => ({ modelId: `us.${modelId}` });
const forged = { offerToken: "no-token-of-anybody" };

const AVAILABLE = agreementReads("AVAILABLE");
const UNDER_WAY = agreementReads("PENDING", "NOT_AVAILABLE");
const BEING_CANCELLED = agreementReads("PENDING", "AVAILABLE");

/** What is refused, whatever the account has: nothing is made by these. */
const refused: readonly Row[] = [
  {
    operation: "CreateFoundationModelAgreement",
    name: "names every broken constraint of an input in one message",
    input: { modelId: "NOT AN ID" },
    expects: {
      status: 400,
      code: "ValidationException",
      message:
        /^2 validation errors detected: (?=.*Value null at 'offerToken' failed to satisfy constraint: Member must not be null)(?=.*Value 'NOT AN ID' at 'modelId' failed to satisfy constraint: Member must satisfy regular expression pattern: )/,
    },
    source: VALIDATION_WORDING,
  },
  {
    operation: "CreateFoundationModelAgreement",
    name: "refuses the id of an inference profile",
    input: (stage) => ({ ...profile(stage), ...forged }),
    expects: INVALID_MODEL,
    source: community(AGREEMENTS),
  },
];

const tokens: readonly Row[] = [
  {
    operation: "CreateFoundationModelAgreement",
    name: "refuses a token that nobody has minted",
    input: (stage) => ({ ...model(stage), ...forged }),
    expects: BAD_TOKEN,
    settles: "bedrock.staleToken",
    source: assumed("which code and words a refused token has must be measured"),
  },
  {
    operation: "CreateFoundationModelAgreement",
    name: "refuses a token of another Region",
    input: async (stage) => ({
      ...model(stage),
      offerToken: await freshToken(stage.elsewhere!, stage.model!),
    }),
    given: [isOfferedElsewhere],
    expects: BAD_TOKEN,
    source: assumed("that tokens are of one Region was observed, their refusal was not"),
  },
  {
    operation: "CreateFoundationModelAgreement",
    name: "refuses a token that is more than an hour old",
    input: async (stage) => {
      const stale = await offerOf(stage);
      await stage.pause(3601);
      return stale;
    },
    given: [isEmulated],
    expects: BAD_TOKEN,
    source: assumed("tokens are short-lived, but for how long is not told"),
  },
];

const created: readonly Row[] = [
  {
    operation: "CreateFoundationModelAgreement",
    name: "answers an accepted offer with 202 and the model's id",
    input: offerOf,
    given: [agreementReads("NOT_AVAILABLE")],
    expects: ({ model: modelId }) => ({ status: 202, shape: shapes.accepted(modelId!) }),
    source: botocore("bedrock", "CreateFoundationModelAgreement"),
  },
  {
    operation: "CreateFoundationModelAgreement",
    name: "finds an agreement right after it was made, with a ValidationException",
    input: offerOf,
    given: [isOurs],
    expects: ALREADY_EXISTS,
    settles: "bedrock.alreadyExists",
    source: TERRAFORM,
  },
  {
    operation: "CreateFoundationModelAgreement",
    name: "looks at the token before it looks for an agreement",
    input: (stage) => ({ ...model(stage), ...forged }),
    given: [isOurs],
    expects: BAD_TOKEN,
    settles: "bedrock.orderOfRefusals",
    alternatives: { stateFirst: ALREADY_EXISTS },
    source: assumed("no text speaks of the order"),
  },
  {
    operation: "DeleteFoundationModelAgreement",
    name: "is a conflict with status 400 while the agreement is not in force yet",
    input: model,
    given: [isOurs, UNDER_WAY],
    expects: CONFLICT,
    source: botocore("bedrock", "DeleteFoundationModelAgreement"),
  },
  ...purchasePending,
  {
    operation: "GetFoundationModelAvailability",
    name: "says AVAILABLE within 15 minutes, or ERROR with a message",
    input: model,
    given: [isOurs],
    withinSeconds: 960,
    expects: { status: 200, shape: shapes.settled },
    source: docs("https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html"),
  },
  {
    operation: "DeleteFoundationModelAgreement",
    name: "finds nothing where the agreement has ended in ERROR",
    input: model,
    given: [isOurs, agreementReads("ERROR")],
    expects: NOTHING_TO_CANCEL,
    settles: "bedrock.retryAfterError",
    alternatives: { refused: { status: 202, shape: shapes.empty } },
    source: single(AGREEMENTS),
  },
  {
    operation: "GetFoundationModelAvailability",
    name: "says AVAILABLE in another Region as well",
    input: model,
    elsewhere: true,
    given: [isOurs, AVAILABLE, isOfferedElsewhere],
    expects: { status: 200, shape: shapes.agreementIs("AVAILABLE") },
    settles: "bedrock.agreementScope",
    alternatives: { region: { status: 200, shape: shapes.agreementIs("NOT_AVAILABLE") } },
    source: assumed(
      "the user guide says so of the subscription; nobody has shown two Regions of one account",
    ),
  },
  {
    operation: "CreateFoundationModelAgreement",
    name: "finds an agreement that is AVAILABLE, with a ValidationException",
    input: offerOf,
    given: [isOurs, AVAILABLE],
    expects: ALREADY_EXISTS,
    source: TERRAFORM,
  },
  ...purchaseMade,
];

const deleted: readonly Row[] = [
  {
    operation: "DeleteFoundationModelAgreement",
    name: "answers with 202 and nothing",
    input: model,
    given: [isOurs, AVAILABLE],
    expects: { status: 202, shape: shapes.empty },
    source: botocore("bedrock", "DeleteFoundationModelAgreement"),
  },
  {
    operation: "GetFoundationModelAvailability",
    name: "says PENDING of an agreement that is being cancelled",
    input: model,
    given: [isCancelled],
    expects: { status: 200, shape: shapes.agreementIs("PENDING") },
    settles: "bedrock.whileCancelling",
    alternatives: {
      AVAILABLE: { status: 200, shape: shapes.agreementIs("AVAILABLE") },
      NOT_AVAILABLE: { status: 200, shape: shapes.agreementIs("NOT_AVAILABLE") },
    },
    source: assumed("the status exists, and Terraform's provider waits for its end"),
  },
  {
    operation: "DeleteFoundationModelAgreement",
    name: "is a conflict with status 400 while a delete is under way",
    input: model,
    given: [isCancelled, BEING_CANCELLED],
    expects: CONFLICT,
    source: TERRAFORM,
  },
  {
    operation: "CreateFoundationModelAgreement",
    name: "is a conflict with status 400 while a delete is under way",
    input: offerOf,
    given: [isCancelled, BEING_CANCELLED],
    expects: CONFLICT,
    source: botocore("bedrock", "CreateFoundationModelAgreement"),
  },
  {
    operation: "GetFoundationModelAvailability",
    name: "says NOT_AVAILABLE once the agreement is cancelled",
    input: model,
    given: [isCancelled],
    withinSeconds: 1800,
    expects: { status: 200, shape: shapes.agreementIs("NOT_AVAILABLE") },
    source: TERRAFORM,
  },
  ...purchaseEnded,
  {
    operation: "DeleteFoundationModelAgreement",
    name: "finds nothing where there is no agreement, with a ValidationException",
    input: model,
    given: [isCancelled],
    expects: NOTHING_TO_CANCEL,
    settles: "bedrock.nothingToCancel",
    source: TERRAFORM,
  },
  {
    operation: "DeleteFoundationModelAgreement",
    name: "refuses the id of an inference profile",
    input: profile,
    given: [isCancelled],
    expects: INVALID_MODEL,
    source: community(AGREEMENTS),
  },
  {
    operation: "CreateFoundationModelAgreement",
    name: "can be tried again after an ERROR",
    input: offerOf,
    given: [isOurs, agreementReads("ERROR")],
    expects: ({ model: modelId }) => ({ status: 202, shape: shapes.accepted(modelId!) }),
    settles: "bedrock.retryAfterError",
    alternatives: { refused: ALREADY_EXISTS },
    source: assumed("it would be the way to go on once the payment method is repaired"),
  },
];

/** For each named model that wants an agreement and has none, in this order. */
export const writing: readonly Row[] = [...refused, ...formWriting, ...tokens, ...created, ...deleted];

/** For each named model that needs no agreement. */
export const writingWithoutAgreement: readonly Row[] = [
  {
    operation: "CreateFoundationModelAgreement",
    name: "is not supported for a model that needs no agreement",
    input: (stage) => ({ ...model(stage), ...forged }),
    expects: NOT_SUPPORTED,
    source: community(AGREEMENTS),
  },
  {
    operation: "DeleteFoundationModelAgreement",
    name: "is not supported for a model that needs no agreement",
    input: model,
    given: [isEmulated],
    expects: NOT_SUPPORTED,
    source: community(AGREEMENTS),
  },
];
