import * as v from "valibot";

import {
  formIsFiled,
  formIsNotShown,
  hasFirstParty,
  hasRole,
  hasThirdParty,
  isInNoOrganization,
  isInOrganization,
} from "./conditions";
import { assumed, botocore, community, docs, type Row, single, VALIDATION_WORDING } from "./row";
import * as shapes from "./shapes";
import type { Stage } from "./stage";

const AGREEMENTS = "docs/sources.md, Bedrock agreements";
const INVALID_MODEL = { status: 400, code: "ValidationException", message: /model identifier is invalid/i };
const UNKNOWN_MODEL = "example.no-such-model-v1:0";

const aboutThird = ({ thirdParty }: Stage) => ({ modelId: thirdParty!.modelId });
const aboutFirst = ({ firstParty }: Stage) => ({ modelId: firstParty! });
const missingRole = ({ partition, account }: Stage) =>
  `arn:${partition}:iam::${account}:role/model-access-contract-no-such-role`;

/** The part of the contract that changes nothing. */
export const reading: readonly Row[] = [
  {
    operation: "GetCallerIdentity",
    name: "tells account, ARN and user id, and needs no permission",
    input: {},
    expects: { status: 200, shape: shapes.callerIdentity },
    source: botocore("sts", "GetCallerIdentity"),
  },
  {
    operation: "AssumeRole",
    name: "hands out credentials of the role's account",
    input: ({ role }) => ({ RoleArn: role, RoleSessionName: "contract" }),
    given: [hasRole],
    expects: { status: 200, shape: shapes.assumedRole },
    source: botocore("sts", "AssumeRole"),
  },
  {
    operation: "AssumeRole",
    name: "reads the same for a role that does not exist as for one that does not trust the caller",
    input: (stage) => ({ RoleArn: missingRole(stage), RoleSessionName: "contract" }),
    expects: {
      status: 403,
      code: "AccessDenied",
      message: /^User: arn:\S+ is not authorized to perform: sts:AssumeRole on resource: arn:/,
    },
    source: docs("https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html"),
  },
  {
    operation: "AssumeRole",
    name: "names every broken constraint of an input in one message",
    input: (stage) => ({ RoleArn: missingRole(stage), RoleSessionName: "x", DurationSeconds: 60 }),
    expects: {
      status: 400,
      code: "ValidationError",
      message:
        /^2 validation errors detected: (?=.*'x' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2)(?=.*'60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900)/,
    },
    source: VALIDATION_WORDING,
  },
  {
    operation: "AssumeRoleWithWebIdentity",
    name: "refuses a token that is no JSON Web Token, and wants no signature",
    input: (stage) => ({
      RoleArn: missingRole(stage),
      RoleSessionName: "contract",
      WebIdentityToken: "no-web-token",
    }),
    expects: { status: 400, code: "InvalidIdentityToken" },
    source: docs(
      "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#Errors",
    ),
  },
  {
    operation: "DescribeOrganization",
    name: "tells every account of an organization which one it is",
    input: {},
    given: [isInOrganization],
    expects: { status: 200, shape: shapes.organization },
    source: botocore("organizations", "DescribeOrganization"),
  },
  {
    operation: "DescribeOrganization",
    name: "tells an account outside with a code of its own",
    input: {},
    given: [isInNoOrganization],
    expects: { status: 400, code: "AWSOrganizationsNotInUseException" },
    source: botocore("organizations", "DescribeOrganization"),
  },
  {
    operation: "ListFoundationModels",
    name: "lists the models of the Region on one page",
    input: {},
    expects: { status: 200, shape: shapes.models },
    source: botocore("bedrock", "ListFoundationModels"),
  },
  {
    operation: "ListFoundationModels",
    name: "keeps to one provider, whose name may be written in small letters",
    input: { byProvider: "amazon" },
    given: [hasFirstParty],
    expects: { status: 200, shape: shapes.modelsOf("Amazon") },
    source: assumed("no text says whether case counts"),
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
    name: "does not find a model that does not exist",
    input: { modelIdentifier: UNKNOWN_MODEL },
    expects: { status: 404, code: "ResourceNotFoundException" },
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
    name: "refuses the id of a model that does not exist",
    input: { modelId: UNKNOWN_MODEL },
    expects: INVALID_MODEL,
    source: community(AGREEMENTS),
  },
  {
    operation: "GetUseCaseForModelAccess",
    name: "does not find a form where none is filed",
    input: {},
    given: [formIsNotShown],
    expects: { status: 404, code: "ResourceNotFoundException", message: /form/i },
    source: community("docs/sources.md, first-use form"),
  },
  {
    operation: "GetUseCaseForModelAccess",
    name: "gives the form encoded in base64 once too often",
    input: {},
    given: [formIsFiled],
    expects: { status: 200, shape: shapes.formInBase64() },
    source: community("Terraform's aws_bedrock_use_case_for_model_access; docs/sources.md, first-use form"),
  },
];
