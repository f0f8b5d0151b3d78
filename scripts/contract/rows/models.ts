import * as v from "valibot";

import { call } from "../calls/calls";
import { hasFirstParty, hasThirdParty } from "../vocabulary/conditions";
import {
  assumed,
  botocore,
  community,
  type Condition,
  docs,
  type Row,
  single,
  VALIDATION_WORDING,
} from "../vocabulary/row";
import * as shapes from "../vocabulary/shapes";
import type { Stage } from "../vocabulary/stage";

const AGREEMENTS = "docs/sources.md, Bedrock agreements";
const INVALID_MODEL = { status: 400, code: "ValidationException", message: /model identifier is invalid/i };
const UNKNOWN_MODEL = "example.no-such-model-v1:0";

const aboutThird = ({ thirdParty }: Stage) => ({ modelId: thirdParty!.modelId });
const aboutFirst = ({ firstParty }: Stage) => ({ modelId: firstParty! });

const withoutZero = (modelId: string): string => modelId.replace(/:0$/, "");

const thirdPartyEndsInZero: Condition = {
  holds: ({ thirdParty }) => thirdParty?.modelId.endsWith(":0") ?? false,
  otherwise: "the id of the model with offers does not end in ':0'",
};

/** A model that the Region has, and the other one has not. */
async function onlyHere({ clients, elsewhere }: Stage): Promise<string | undefined> {
  const idsIn = async (there: Stage["clients"]): Promise<string[]> => {
    const { output } = await call(there, "ListFoundationModels", {});
    const { modelSummaries = [] } = (output ?? {}) as { modelSummaries?: { modelId: string }[] };
    return modelSummaries.map(({ modelId }) => modelId);
  };
  const others = await idsIn(elsewhere!);
  return others.length === 0 ? undefined : (await idsIn(clients)).find((id) => !others.includes(id));
}

const isListedHereOnly: Condition = {
  holds: async (stage) => stage.elsewhere !== undefined && (await onlyHere(stage)) !== undefined,
  otherwise: "the other Region lists every model of this one",
};

/** What is read of models and their offers. */
export const models: readonly Row[] = [
  {
    operation: "ListFoundationModels",
    name: "lists the models of the Region on one page",
    input: {},
    expects: { status: 200, shape: shapes.models },
    source: botocore("bedrock", "ListFoundationModels"),
  },
  {
    operation: "ListFoundationModels",
    name: "leaves out since when there is a model",
    input: {},
    expects: { status: 200, shape: shapes.modelsWithoutTimes },
    settles: "bedrock.timesInLists",
    alternatives: { shown: { status: 200, shape: shapes.modelsWithTimes } },
    source: assumed("a recording shows it, of a client that may have been older than the times"),
  },
  {
    operation: "ListFoundationModels",
    name: "keeps to one provider, whose name may be written in small letters",
    input: { byProvider: "amazon" },
    given: [hasFirstParty],
    expects: { status: 200, shape: shapes.modelsOf("Amazon") },
    source: community("both spellings are in wide use"),
  },
  {
    operation: "ListFoundationModels",
    name: "refuses a value outside of an enumeration in words of the service model",
    input: { byOutputModality: "SMELL" },
    expects: {
      status: 400,
      code: "ValidationException",
      message:
        /^1 validation error detected: Value 'SMELL' at 'byOutputModality' failed to satisfy constraint: Member must satisfy enum value set: \[/,
    },
    source: VALIDATION_WORDING,
  },
  {
    operation: "GetFoundationModel",
    name: "describes a model by its id",
    input: ({ firstParty }) => ({ modelIdentifier: firstParty }),
    given: [hasFirstParty],
    expects: { status: 200, shape: v.looseObject({ modelDetails: shapes.model }) },
    source: botocore("bedrock", "GetFoundationModel"),
  },
  {
    operation: "GetFoundationModel",
    name: "describes a model by its ARN",
    input: ({ firstParty, partition, region }) => ({
      modelIdentifier: `arn:${partition}:bedrock:${region}::foundation-model/${firstParty}`,
    }),
    given: [hasFirstParty],
    expects: { status: 200, shape: v.looseObject({ modelDetails: shapes.model }) },
    source: botocore("bedrock", "GetFoundationModel"),
  },
  {
    operation: "GetFoundationModel",
    name: "tells since when there is an active model",
    input: ({ firstParty }) => ({ modelIdentifier: firstParty }),
    given: [hasFirstParty],
    expects: { status: 200, shape: shapes.modelWithTimes },
    source: single(AGREEMENTS),
  },
  {
    operation: "GetFoundationModel",
    name: "does not find a model that does not exist",
    input: { modelIdentifier: UNKNOWN_MODEL },
    expects: { status: 404, code: "ResourceNotFoundException" },
    settles: "bedrock.modelNotFound",
    source: assumed("404 is in the service model; when it is sent is not"),
  },
  {
    operation: "ListFoundationModelAgreementOffers",
    name: "lists public offers with their terms",
    input: aboutThird,
    given: [hasThirdParty],
    expects: { status: 200, shape: shapes.offers },
    source: botocore("bedrock", "ListFoundationModelAgreementOffers"),
  },
  {
    operation: "ListFoundationModelAgreementOffers",
    name: "mints another token on each listing, while offer ids stay",
    input: aboutThird,
    given: [hasThirdParty],
    expects: ({ thirdParty }) => ({ status: 200, shape: shapes.newTokens(thirdParty!.offers) }),
    source: community(`Terraform's aws_bedrock_foundation_model_agreement; ${AGREEMENTS}`),
  },
  {
    operation: "ListFoundationModelAgreementOffers",
    name: "signs the address of the legal document anew on each listing",
    input: aboutThird,
    given: [hasThirdParty],
    expects: ({ thirdParty }) => ({ status: 200, shape: shapes.newSignatures(thirdParty!.offers) }),
    source: community(AGREEMENTS),
  },
  {
    operation: "ListFoundationModelAgreementOffers",
    name: "lists at least the public offers when all are wanted",
    input: (stage) => ({ ...aboutThird(stage), offerType: "ALL" }),
    given: [hasThirdParty],
    expects: ({ thirdParty }) => ({ status: 200, shape: shapes.atLeast(thirdParty!.offers) }),
    source: docs("https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html"),
  },
  {
    operation: "ListFoundationModelAgreementOffers",
    name: "is not supported for a model that needs no agreement",
    input: aboutFirst,
    given: [hasFirstParty],
    expects: { status: 400, code: "ValidationException", message: /not supported/i },
    settles: ["bedrock.offersOfFirstParty", "bedrock.notSupported"],
    alternatives: { empty: { status: 200, shape: shapes.noOffers } },
    source: community(AGREEMENTS),
  },
  {
    operation: "ListFoundationModelAgreementOffers",
    name: "refuses the id of an inference profile",
    input: ({ thirdParty }) => ({ modelId: `us.${thirdParty!.modelId}` }),
    given: [hasThirdParty],
    expects: INVALID_MODEL,
    source: community(AGREEMENTS),
  },
  {
    operation: "ListFoundationModelAgreementOffers",
    name: "takes an id without its ':0'",
    input: ({ thirdParty }) => ({ modelId: withoutZero(thirdParty!.modelId) }),
    given: [hasThirdParty, thirdPartyEndsInZero],
    expects: { status: 200, shape: shapes.offers },
    settles: "bedrock.shortIds",
    alternatives: { refused: INVALID_MODEL },
    source: assumed("it was seen of GetFoundationModelAvailability"),
  },
  {
    operation: "ListFoundationModelAgreementOffers",
    name: "refuses the id of a model that does not exist",
    input: { modelId: UNKNOWN_MODEL },
    expects: INVALID_MODEL,
    source: community(AGREEMENTS),
  },
  {
    operation: "ListFoundationModelAgreementOffers",
    name: "refuses an id against the pattern with the pattern",
    input: { modelId: "NOT AN ID" },
    expects: {
      status: 400,
      code: "ValidationException",
      message:
        /^1 validation error detected: Value 'NOT AN ID' at 'modelId' failed to satisfy constraint: Member must satisfy regular expression pattern: /,
    },
    source: VALIDATION_WORDING,
  },
  {
    operation: "GetFoundationModelAvailability",
    name: "tells the four states of a model that needs an agreement",
    input: aboutThird,
    given: [hasThirdParty],
    expects: { status: 200, shape: shapes.availability },
    source: botocore("bedrock", "GetFoundationModelAvailability"),
  },
  {
    operation: "GetFoundationModelAvailability",
    name: "says AVAILABLE of a model that needs no agreement",
    input: aboutFirst,
    given: [hasFirstParty],
    expects: { status: 200, shape: shapes.agreementIs("AVAILABLE") },
    source: community(AGREEMENTS),
  },
  {
    operation: "GetFoundationModelAvailability",
    name: "drops a trailing ':0' from the id of a model that needs no agreement",
    input: aboutFirst,
    given: [hasFirstParty],
    expects: ({ firstParty }) => ({
      status: 200,
      shape: v.looseObject({ modelId: v.literal(firstParty!.replace(/:0$/, "")) }),
    }),
    source: single(AGREEMENTS),
  },
  {
    operation: "GetFoundationModelAvailability",
    name: "takes an id without its ':0'",
    input: ({ firstParty }) => ({ modelId: firstParty!.replace(/:0$/, "") }),
    given: [hasFirstParty],
    expects: { status: 200, shape: shapes.availability },
    source: single(AGREEMENTS),
  },
  {
    operation: "GetFoundationModelAvailability",
    name: "says NOT_AVAILABLE of a model that another Region has",
    input: async (stage) => ({ modelId: await onlyHere(stage) }),
    elsewhere: true,
    given: [isListedHereOnly],
    expects: {
      status: 200,
      shape: v.looseObject({
        ...shapes.agreementIs("NOT_AVAILABLE").entries,
        regionAvailability: v.literal("NOT_AVAILABLE"),
      }),
    },
    settles: "bedrock.modelOfAnotherRegion",
    alternatives: { refused: INVALID_MODEL, notFound: { status: 404, code: "ResourceNotFoundException" } },
    source: assumed("the member regionAvailability must be for something"),
  },
  {
    operation: "GetFoundationModelAvailability",
    name: "refuses the id of a model that does not exist",
    input: { modelId: UNKNOWN_MODEL },
    expects: INVALID_MODEL,
    source: community(AGREEMENTS),
  },
];
